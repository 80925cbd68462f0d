package dev.bulkgpt.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bulkgpt.csv.WrittenFile.Cell;
import dev.bulkgpt.csv.WrittenFile.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What stands in a file is what comes out of it, whoever reads it: the rows are known by how the
/// file was written, and two readers that share no code are held against them. A fault of a library
/// cannot hide in both directions of a round trip.
class WrittenFileProperties {

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void weReadWhatWasWritten(
      @ForAll("files") WrittenFile file, @ForAll("reads") int most, @ForAll boolean quotes)
      throws IOException {
    Taken taken = Taken.in(new Slow(file.bytes(), most), file.options(quotes));

    List<List<String>> rows = new ArrayList<>();
    rows.add(taken.intake().header());
    rows.addAll(taken.rows());
    assertThat(rows).isEqualTo(file.rows());
    assertThat(taken.rowsOfChunks().stream().map(row -> List.of(row.cells())).toList())
        .isEqualTo(taken.rows());
    assertThat(SecondReader.rows(taken.canonical(), ',', true)).isEqualTo(file.rows());
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aSecondReaderReadsTheSame(@ForAll("files") WrittenFile file) throws IOException {
    assertThat(SecondReader.rows(file.table(), file.form().separator(), file.form().quotes()))
        .isEqualTo(file.records());
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void aRowThatIsTooWideIsRefusedWithItsLine(@ForAll("files") WrittenFile file) throws IOException {
    WrittenFile ended =
        file.lines().getLast().end().isEmpty() ? file.with(new Line(List.of(), "\n")) : file;
    List<Cell> cells =
        Collections.nCopies(file.lines().getFirst().cells().size() + 1, new Cell("x", false));

    assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(() -> Taken.in(ended.with(new Line(cells, "\n")).bytes(), ended.options(false)))
        .withMessageStartingWith("line " + ended.lineAfter() + ": The row has ");
  }

  @Provide
  Arbitrary<WrittenFile> files() {
    return WrittenFiles.all();
  }

  @Provide
  Arbitrary<Integer> reads() {
    return Arbitraries.of(1, 3, 8_191, Integer.MAX_VALUE);
  }

  /// Gives few bytes at a time, as a network does.
  private static final class Slow extends ByteArrayInputStream {

    private final int most;

    Slow(byte[] bytes, int most) {
      super(bytes);
      this.most = most;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(most, length));
    }
  }
}
