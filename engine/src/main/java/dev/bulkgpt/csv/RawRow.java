package dev.bulkgpt.csv;

/// A record as it stands in the file.
///
/// @param line where it begins, from 1
/// @param blank it is made of separators only: no text, no quotes
/// @param tabInQuotes it is of a file separated by tabs, and a value in quotes has one in it
@SuppressWarnings("ArrayRecordComponent") // A million of them pass by; nobody compares them.
record RawRow(long line, String[] cells, boolean blank, boolean tabInQuotes) {}
