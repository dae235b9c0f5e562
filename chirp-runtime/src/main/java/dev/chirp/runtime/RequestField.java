package dev.chirp.runtime;

import dev.chirp.internal.json.Event;
import dev.chirp.internal.json.Refusal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * One value of a request, for reading it as a type: a query or path parameter, a header, a cookie,
 * or a part of the body.
 *
 * <pre>{@code
 * int limit = request.queryField("limit").atLeast(1).atMost(100).asInt(20);
 * UUID id = request.pathField("id").asUuid();
 * Optional<LocalDate> from = request.queryField("from").optional().map(RequestField::asDate);
 * }</pre>
 *
 * <p>Each {@code as} method throws {@link InvalidRequestException} with detail code 100, so that
 * the function answers 400, when
 *
 * <ul>
 *   <li>the value is missing and there is no default: {@code Fields missing
 *       params:querystring:limit}. Absent and null count as missing; empty text does not;
 *   <li>the value does not fit: {@code params:querystring:limit: 'abc' is not a whole number}. The
 *       value is cut to 60 characters, and left out if its name is that of a secret.
 * </ul>
 *
 * <p>If a parameter occurs more than once, the last one counts; {@link #all} returns every one.
 * Immutable.
 */
public final class RequestField {

  private static final String BODY = "body-json";
  private static final String TIME = "is not a time such as 2026-01-31T10:00:00Z";

  private final String path;
  private final List<?> values;
  private final long least;
  private final long most;

  RequestField(String path, List<?> values) {
    this(path, values, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private RequestField(String path, List<?> values, long least, long most) {
    this.path = path;
    this.values = values;
    this.least = least;
    this.most = most;
  }

  /**
   * The path in the syntax of {@link ApiRequest#find}: {@code params:querystring:limit}.
   *
   * @return colon-separated segments
   */
  public String path() {
    return path;
  }

  /**
   * True if there is a value. Empty text is a value; null is not.
   *
   * @return whether {@code as} methods find a value
   */
  public boolean isPresent() {
    return !values.isEmpty();
  }

  /** {@return this field if there is a value, for optional values without a default} */
  public Optional<RequestField> optional() {
    return isPresent() ? Optional.of(this) : Optional.empty();
  }

  /**
   * {@return all values of a repeated parameter or header, or the elements of a list in the body;
   * empty if it is missing}
   *
   * @throws InvalidRequestException if the body has a value other than a list there
   */
  public List<RequestField> all() {
    if (!isPresent()) {
      return List.of();
    }
    List<RequestField> fields = new ArrayList<>();
    if (path.startsWith(BODY)) {
      if (!(value() instanceof List<?> list)) {
        throw refused("is not a list");
      }
      for (Object element : list) {
        String at = path + ":" + fields.size();
        List<?> one = element == null ? List.of() : List.of(element);
        fields.add(new RequestField(at, one, least, most));
      }
    } else {
      for (Object value : values) {
        fields.add(new RequestField(path, List.of(value), least, most));
      }
    }
    return Collections.unmodifiableList(fields);
  }

  /**
   * {@return a copy that refuses numbers below a limit}
   *
   * @param lowest the lowest number that is accepted
   */
  public RequestField atLeast(long lowest) {
    return new RequestField(path, values, lowest, most);
  }

  /**
   * {@return a copy that refuses numbers above a limit}
   *
   * @param highest the highest number that is accepted
   */
  public RequestField atMost(long highest) {
    return new RequestField(path, values, least, highest);
  }

  /** {@return the text, which may be empty} In a body, a number is not text. */
  public String asText() {
    if (!(value() instanceof String text)) {
      throw refused("is not text");
    }
    return text;
  }

  /**
   * {@return the value of {@link #asText()}, or the default if the field is missing}
   *
   * @param ifMissing the default
   */
  public String asText(String ifMissing) {
    return isPresent() ? asText() : ifMissing;
  }

  /** {@return the text; text that is empty or only white space is refused} */
  public String asTextNotBlank() {
    String text = asText();
    if (text.isBlank()) {
      throw refused("is blank");
    }
    return text;
  }

  /** {@return a whole number in the range of an int, in decimal digits} */
  public int asInt() {
    return (int) whole(Math.max(least, Integer.MIN_VALUE), Math.min(most, Integer.MAX_VALUE));
  }

  /**
   * {@return the value of {@link #asInt()}, or the default if the field is missing}
   *
   * @param ifMissing the default
   */
  public int asInt(int ifMissing) {
    return isPresent() ? asInt() : ifMissing;
  }

  /** {@return a whole number in the range of a long, in decimal digits} */
  public long asLong() {
    return whole(least, most);
  }

  /**
   * {@return the value of {@link #asLong()}, or the default if the field is missing}
   *
   * @param ifMissing the default
   */
  public long asLong(long ifMissing) {
    return isPresent() ? asLong() : ifMissing;
  }

  /** {@return a finite number, such as 1.5 or 2e3, as the double nearest to it} */
  public double asDouble() {
    double number = asDecimal().doubleValue();
    if (Double.isInfinite(number)) {
      throw refused(isNotNumber());
    }
    return number;
  }

  /**
   * {@return the value of {@link #asDouble()}, or the default if the field is missing}
   *
   * @param ifMissing the default
   */
  public double asDouble(double ifMissing) {
    return isPresent() ? asDouble() : ifMissing;
  }

  /** {@return a number with all its digits, at most 1000, and at most 1000 decimal places} */
  public BigDecimal asDecimal() {
    try {
      BigDecimal number = Literal.decimal(text());
      if (isWithin(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refused(isNotNumber());
    }
    throw refused(isNotNumber());
  }

  /**
   * {@return the value of {@link #asDecimal()}, or the default if the field is missing}
   *
   * @param ifMissing the default
   */
  public BigDecimal asDecimal(BigDecimal ifMissing) {
    return isPresent() ? asDecimal() : ifMissing;
  }

  /**
   * {@code true} or {@code false}, in any case.
   *
   * @return the value as a boolean
   */
  public boolean asBoolean() {
    String text = text();
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw refused("is not true or false");
    }
    return text.equalsIgnoreCase("true");
  }

  /**
   * {@return the value of {@link #asBoolean()}, or the default if the field is missing}
   *
   * @param ifMissing the default
   */
  public boolean asBoolean(boolean ifMissing) {
    return isPresent() ? asBoolean() : ifMissing;
  }

  /** {@return a UUID of 36 characters, in any case} */
  public UUID asUuid() {
    try {
      return Literal.uuid(text());
    } catch (IllegalArgumentException e) {
      throw refused("is not a UUID");
    }
  }

  /** {@return a date such as {@code 2026-01-31}} */
  public LocalDate asDate() {
    try {
      return IsoTime.date(text());
    } catch (DateTimeException e) {
      throw refused("is not a date such as 2026-01-31");
    }
  }

  /**
   * {@return the value of {@link #asDate()}, or the default if the field is missing}
   *
   * @param ifMissing the default
   */
  public LocalDate asDate(LocalDate ifMissing) {
    return isPresent() ? asDate() : ifMissing;
  }

  /**
   * {@return a time such as {@code 2026-01-31T10:00:00Z} or {@code 2026-01-31T11:00:00.123+01:00}}
   * In a URL, the plus sign is {@code %2B}.
   */
  public Instant asInstant() {
    try {
      return IsoTime.instant(text());
    } catch (DateTimeException e) {
      throw refused(TIME);
    }
  }

  /**
   * {@return the value of {@link #asInstant()}, or the default if the field is missing}
   *
   * @param ifMissing the default
   */
  public Instant asInstant(Instant ifMissing) {
    return isPresent() ? asInstant() : ifMissing;
  }

  /** {@return the time as {@link #asInstant()} reads it, with the offset that was sent} */
  public OffsetDateTime asDateTime() {
    try {
      return IsoTime.dateTime(text());
    } catch (DateTimeException e) {
      throw refused(TIME);
    }
  }

  /**
   * {@return an enum constant by its exact name} The message lists the allowed names.
   *
   * @param allowed such as {@code Sort.values()}: an array, because the JDK finds the constants of
   *     a class by reflection, which costs a cold start
   * @param <E> the enum
   */
  public <E extends Enum<E>> E asEnum(E[] allowed) {
    String text = text();
    StringBuilder names = new StringBuilder();
    for (E constant : allowed) {
      if (constant.name().equals(text)) {
        return constant;
      }
      names.append(names.length() == 0 ? "is not one of " : ", ").append(constant.name());
    }
    throw refused(names.toString());
  }

  /**
   * {@return the value of {@link #asEnum(Enum[])}, or the default if the field is missing}
   *
   * @param <E> the enum
   * @param allowed such as {@code Sort.values()}
   * @param ifMissing the constant for a field that is missing
   */
  public <E extends Enum<E>> E asEnum(E[] allowed, E ifMissing) {
    return isPresent() ? asEnum(allowed) : ifMissing;
  }

  /**
   * Any other type, read from text by a function. If the function throws an {@link
   * IllegalArgumentException} or a {@link DateTimeException}, the value does not fit. An {@link
   * ApiException} becomes the response, and any other exception counts as a failure of the
   * function.
   *
   * @param parse such as {@code Duration::parse}
   * @param expected the type for the message, with an article: {@code a duration such as PT15M}
   * @param <T> the type
   * @return what the function returns
   */
  public <T> T as(Function<String, T> parse, String expected) {
    try {
      return parse.apply(value() instanceof String text ? text : text());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused("is not " + expected);
    }
  }

  private Object value() {
    if (values.isEmpty()) {
      throw ApiRequest.invalid("Fields missing " + path);
    }
    return values.get(values.size() - 1);
  }

  /** The text of text, numbers and booleans; empty for long values, objects and lists. */
  private String text() {
    Object value = value();
    String text = value instanceof Map<?, ?> || value instanceof List<?> ? "" : Event.text(value);
    return text.length() > Literal.MAX_LENGTH ? "" : text;
  }

  private long whole(long lowest, long highest) {
    String text = text();
    boolean tellsRange = least != Long.MIN_VALUE || most != Long.MAX_VALUE;
    if (Literal.isWhole(text)) {
      tellsRange = true;
      try {
        long number = Long.parseLong(text);
        if (number >= lowest && number <= highest) {
          return number;
        }
      } catch (NumberFormatException e) {
        // The number is larger than any long.
      }
    }
    String range = tellsRange ? " from " + lowest + " to " + highest : "";
    throw refused("is not a whole number" + range);
  }

  private boolean isWithin(BigDecimal number) {
    return (least == Long.MIN_VALUE || number.compareTo(BigDecimal.valueOf(least)) >= 0)
        && (most == Long.MAX_VALUE || number.compareTo(BigDecimal.valueOf(most)) <= 0);
  }

  private String isNotNumber() {
    return "is not a number"
        + (least == Long.MIN_VALUE ? "" : " of at least " + least)
        + (most == Long.MAX_VALUE ? "" : least == Long.MIN_VALUE ? " of" : " and")
        + (most == Long.MAX_VALUE ? "" : " at most " + most);
  }

  private InvalidRequestException refused(String problem) {
    return ApiRequest.invalid(Refusal.message(path, value(), problem));
  }
}
