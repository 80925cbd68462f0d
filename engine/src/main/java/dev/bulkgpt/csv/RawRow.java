package dev.bulkgpt.csv;

/// A record as it stands in the file.
///
/// @param line where it begins, from 1
@SuppressWarnings("ArrayRecordComponent") // A million of them pass by; nobody compares them.
record RawRow(long line, String[] cells) {}
