package dev.bulkgpt.csv;

/// A row of the canonical file.
///
/// @param number from 1
/// @param cells one per column; not to be changed
@SuppressWarnings("ArrayRecordComponent") // A million of them pass by; nobody compares them.
public record InputRow(long number, String[] cells) {}
