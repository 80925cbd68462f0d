package dev.bulkgpt.csv;

public record InputRow(long number, String[] cells) {}
