package dev.bulkgpt.csv;

public record ResultOptions(boolean fullMeta, boolean rawFormulas, boolean bom) {}
