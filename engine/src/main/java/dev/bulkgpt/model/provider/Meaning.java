package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ErrorCode;

/// What a provider's error means: who must do something about it, and when.
enum Meaning {
  /// The key does not count.
  KEY(ErrorCode.AUTH_ERROR, "The provider does not accept the API key. Set a valid key and go on."),
  /// The key counts, and not for this.
  ACCESS(
      ErrorCode.AUTH_ERROR,
      "The key may not use this model or API. Ask for access or use another model."),
  /// There is no such model or address.
  MODEL(
      ErrorCode.AUTH_ERROR,
      "The provider does not know this model, or the address is wrong. Check the model and base_url."),
  /// The account is closed.
  SUSPENDED(
      ErrorCode.AUTH_ERROR,
      "The provider has suspended the account. Clear it up with the provider, then go on."),
  /// The account is empty.
  CREDIT(ErrorCode.QUOTA_EXHAUSTED, "The account has no credit left. Add credit."),
  /// The money somebody set aside is used up.
  BUDGET(
      ErrorCode.QUOTA_EXHAUSTED,
      "The budget set at the provider is used up. Raise it, then go on."),
  /// A day's, a month's or a free allowance is used up.
  DAY(
      ErrorCode.QUOTA_EXHAUSTED,
      "A daily, monthly or free-plan limit is reached. Go on when it resets."),
  /// This row: it is larger than the model takes.
  TOO_LONG(ErrorCode.CONTEXT_LENGTH_EXCEEDED, "The request is too long for the model"),
  /// This row: a filter held it back.
  FILTERED(ErrorCode.CONTENT_FILTERED, "The provider's filter refused the request"),
  /// Nothing is there, in words that nobody knows: a wrong address, or a hiccup of something
  /// between.
  MISSING(
      ErrorCode.PROVIDER_ERROR,
      "The provider does not know this model, or the address is wrong. Check the model and base_url."),
  /// The row's or everybody's: its neighbours show it.
  UNCLEAR(ErrorCode.PROVIDER_ERROR, "The provider refused the request"),
  /// The model did not manage to answer in form: asked again.
  SLIP(ErrorCode.INVALID_OUTPUT, "The model did not manage to answer"),
  /// Later: a rate limit.
  LIMIT(ErrorCode.RATE_LIMITED, "The provider's rate limit was reached"),
  /// Later: no room for anybody at the moment.
  BUSY(ErrorCode.PROVIDER_ERROR, "The provider has no room at the moment"),
  /// Later: an error that may go away.
  LATER(ErrorCode.PROVIDER_ERROR, "The provider answered with an error"),
  /// No API's error at all, such as a redirect.
  NONE(ErrorCode.PROVIDER_ERROR, "The provider redirects instead of answering. Check its base_url");

  private final ErrorCode code;
  private final String words;

  Meaning(ErrorCode code, String words) {
    this.code = code;
    this.words = words;
  }

  ErrorCode code() {
    return code;
  }

  /// For a person: whole sentences where a person must act.
  String words() {
    return words;
  }
}
