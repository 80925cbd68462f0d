package dev.bulkgpt.simulator;

/// Tokens of one call: four characters are one token, rounded up; `cached` is a part of `prompt`.
record Usage(int prompt, int completion, int cached) {

  static int tokens(int characters) {
    return (characters + 3) / 4;
  }

  void write(StringBuilder json) {
    json.append("{\"prompt_tokens\":").append(prompt);
    json.append(",\"completion_tokens\":").append(completion);
    json.append(",\"total_tokens\":").append(prompt + completion);
    json.append(",\"prompt_tokens_details\":{\"cached_tokens\":").append(cached);
    json.append("},\"completion_tokens_details\":{\"reasoning_tokens\":0}}");
  }
}
