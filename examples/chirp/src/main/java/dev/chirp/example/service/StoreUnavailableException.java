package dev.chirp.example.service;

import dev.chirp.runtime.ApiException;

/** The store is overloaded or did not respond: status 503, worth a retry. */
public final class StoreUnavailableException extends ApiException {

  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(Throwable cause) {
    super(
        503,
        100,
        "The database did not answer. Try again; with the same client-token nothing is saved twice",
        cause);
  }
}
