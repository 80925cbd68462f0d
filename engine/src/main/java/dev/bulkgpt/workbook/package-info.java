/// Input files of any kind, and workbooks in particular: a sheet's cells to the rows of a table,
/// each value as the file keeps it, and a result's rows to a sheet.
@NullMarked
package dev.bulkgpt.workbook;

import org.jspecify.annotations.NullMarked;
