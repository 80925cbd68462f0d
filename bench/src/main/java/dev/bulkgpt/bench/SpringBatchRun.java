package dev.bulkgpt.bench;

import java.nio.file.Path;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemWriterBuilder;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/// A peer: Spring Batch from file to file, its items processed side by side on virtual threads, its
/// calls made by the raw loop's client. Nothing survives a crash: its repository is the one without
/// resources, which is its fastest.
///
/// Arguments: base URL, calls, calls at once, input, result.
public final class SpringBatchRun {

  private static final int CHUNK = 1_000;

  private SpringBatchRun() {}

  /// A line of the input and what was answered.
  record Answered(String line, int characters) {}

  public static void main(String[] arguments) throws Exception {
    String url = arguments[0] + "/chat/completions";
    int atOnce = Integer.parseInt(arguments[2]);
    try (CloseableHttpClient client = RawLoop.client(atOnce);
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor()) {
      threads.setVirtualThreads(true);
      threads.setConcurrencyLimit(atOnce);
      ResourcelessJobRepository repository = new ResourcelessJobRepository();
      Step step =
          new ChunkOrientedStepBuilder<String, Answered>("ask", repository, CHUNK)
              .reader(
                  new FlatFileItemReaderBuilder<String>()
                      .name("rows")
                      .resource(new FileSystemResource(Path.of(arguments[3])))
                      .linesToSkip(1)
                      .lineMapper((line, number) -> line)
                      .build())
              .processor(line -> new Answered(line, RawLoop.ask(client, url, row(line))))
              .writer(
                  new FlatFileItemWriterBuilder<Answered>()
                      .name("answers")
                      .resource(new FileSystemResource(Path.of(arguments[4])))
                      .lineAggregator(it -> it.line() + "," + it.characters())
                      .build())
              .taskExecutor(threads)
              .build();
      run(new JobBuilder("bench", repository).start(step).build(), repository);
    }
  }

  private static void run(Job job, ResourcelessJobRepository repository) throws Exception {
    JobParameters none = new JobParameters();
    JobExecution execution =
        repository.createJobExecution(
            repository.createJobInstance("bench", none), none, new ExecutionContext());
    job.execute(execution);
    if (execution.getStatus().isUnsuccessful()) {
      throw new IllegalStateException(execution.getAllFailureExceptions().toString());
    }
  }

  private static int row(String line) {
    return Integer.parseInt(line.substring(0, line.indexOf(',')));
  }
}
