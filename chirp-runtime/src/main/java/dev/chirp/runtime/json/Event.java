package dev.chirp.runtime.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One event, read as the parts of an HTTP request; a subclass per shape knows where they are. */
public abstract class Event {

  public abstract Optional<String> method();

  public abstract Optional<String> path();

  public abstract Optional<String> query(String name);

  public abstract List<String> queryValues(String name);

  public abstract Optional<String> pathParameter(String name);

  public abstract Optional<String> header(String name);

  public abstract List<String> headerValues(String name);

  public abstract Optional<String> cookie(String name);

  public abstract Optional<String> stageVariable(String name);

  public abstract Optional<String> bodyText();

  public abstract Optional<byte[]> bodyBytes();

  public abstract Optional<Object> body();

  public abstract <T> Optional<T> body(Class<T> type);

  public abstract Optional<Object> find(String path);

  public abstract Map<String, Object> asMap();

  public static String text(Object value) {
    return value.toString();
  }
}
