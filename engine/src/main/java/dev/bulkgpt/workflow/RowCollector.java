package dev.bulkgpt.workflow;

import com.samskivert.mustache.Mustache;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How Mustache finds a name: in the row, and nowhere else. The library's own collector would look
/// for fields and methods of the value inside a section by reflection.
final class RowCollector implements Mustache.Collector {

  @Override
  public @Nullable Iterator<?> toIterator(Object value) {
    return null;
  }

  @Override
  public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
    return context instanceof Row
        ? (row, key) -> ((Row) row).cell(((Row) row).columns().position(TemplateParts.name(key)))
        : null;
  }

  @Override
  public <K, V> Map<K, V> createFetcherCache() {
    return new ConcurrentHashMap<>();
  }
}
