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
 * One value of a request, to be read as a type: a parameter of the query or of the path, a header,
 * a cookie, or a part of the body.
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
 *   <li>the value is missing and no other is given for that: {@code Fields missing
 *       params:querystring:limit}. Absent and null are missing, empty text is not;
 *   <li>the value does not fit: {@code params:querystring:limit: 'abc' is not a whole number}. The
 *       value is cut to 60 characters, and left out when its name is that of a secret.
 * </ul>
 *
 * <p>When a parameter comes more than once the last one counts; {@link #all} has every one.
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

  /** Where it is, as {@link ApiRequest#find} takes it: {@code params:querystring:limit}. */
  public String path() {
    return path;
  }

  /** Whether a value is there; empty text is one, null is not. */
  public boolean isPresent() {
    return !values.isEmpty();
  }

  /** This field when a value is there, for values that may be missing and have no default. */
  public Optional<RequestField> optional() {
    return isPresent() ? Optional.of(this) : Optional.empty();
  }

  /**
   * Every value: of a parameter or header that comes several times, or of a list in the body; empty
   * when it is missing.
   *
   * @throws InvalidRequestException when the body has something else than a list there
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

  /** The same field, of which numbers below a limit are refused. */
  public RequestField atLeast(long lowest) {
    return new RequestField(path, values, lowest, most);
  }

  /** The same field, of which numbers above a limit are refused. */
  public RequestField atMost(long highest) {
    return new RequestField(path, values, least, highest);
  }

  /** The text, which may be empty. In a body, a number is not text. */
  public String asText() {
    if (!(value() instanceof String text)) {
      throw refused("is not text");
    }
    return text;
  }

  /** As {@link #asText()}, with another text when it is missing. */
  public String asText(String ifMissing) {
    return isPresent() ? asText() : ifMissing;
  }

  /** As {@link #asText()}; text that is empty or only white space is refused. */
  public String asTextNotBlank() {
    String text = asText();
    if (text.isBlank()) {
      throw refused("is blank");
    }
    return text;
  }

  /** A whole number that an int holds, in decimal digits. */
  public int asInt() {
    return (int) whole(Math.max(least, Integer.MIN_VALUE), Math.min(most, Integer.MAX_VALUE));
  }

  /** As {@link #asInt()}, with another number when it is missing. */
  public int asInt(int ifMissing) {
    return isPresent() ? asInt() : ifMissing;
  }

  /** A whole number that a long holds, in decimal digits. */
  public long asLong() {
    return whole(least, most);
  }

  /** As {@link #asLong()}, with another number when it is missing. */
  public long asLong(long ifMissing) {
    return isPresent() ? asLong() : ifMissing;
  }

  /** A finite number, such as 1.5 or 2e3, as the double nearest to it. */
  public double asDouble() {
    double number = asDecimal().doubleValue();
    if (Double.isInfinite(number)) {
      throw refused(isNotNumber());
    }
    return number;
  }

  /** As {@link #asDouble()}, with another number when it is missing. */
  public double asDouble(double ifMissing) {
    return isPresent() ? asDouble() : ifMissing;
  }

  /** A number with all its digits, at most 1000 of them, and at most 1000 decimal places. */
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

  /** As {@link #asDecimal()}, with another number when it is missing. */
  public BigDecimal asDecimal(BigDecimal ifMissing) {
    return isPresent() ? asDecimal() : ifMissing;
  }

  /** {@code true} or {@code false}, in any case. */
  public boolean asBoolean() {
    String text = text();
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw refused("is not true or false");
    }
    return text.equalsIgnoreCase("true");
  }

  /** As {@link #asBoolean()}, with another value when it is missing. */
  public boolean asBoolean(boolean ifMissing) {
    return isPresent() ? asBoolean() : ifMissing;
  }

  /** A UUID of 36 characters, in any case. */
  public UUID asUuid() {
    try {
      return Literal.uuid(text());
    } catch (IllegalArgumentException e) {
      throw refused("is not a UUID");
    }
  }

  /** A date such as {@code 2026-01-31}. */
  public LocalDate asDate() {
    try {
      return IsoTime.date(text());
    } catch (DateTimeException e) {
      throw refused("is not a date such as 2026-01-31");
    }
  }

  /** As {@link #asDate()}, with another date when it is missing. */
  public LocalDate asDate(LocalDate ifMissing) {
    return isPresent() ? asDate() : ifMissing;
  }

  /**
   * A time such as {@code 2026-01-31T10:00:00Z} or {@code 2026-01-31T11:00:00.123+01:00}. In a URL,
   * the plus sign is {@code %2B}.
   */
  public Instant asInstant() {
    try {
      return IsoTime.instant(text());
    } catch (DateTimeException e) {
      throw refused(TIME);
    }
  }

  /** As {@link #asInstant()}, with another time when it is missing. */
  public Instant asInstant(Instant ifMissing) {
    return isPresent() ? asInstant() : ifMissing;
  }

  /** As {@link #asInstant()}, with the offset that was sent. */
  public OffsetDateTime asDateTime() {
    try {
      return IsoTime.dateTime(text());
    } catch (DateTimeException e) {
      throw refused(TIME);
    }
  }

  /**
   * One of an enum's constants by its exact name. The message names the allowed ones.
   *
   * @param allowed such as {@code Sort.values()}: an array, because the JDK finds the constants of
   *     a class by reflection, which costs a cold start
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

  /** As {@link #asEnum(Enum[])}, with another constant when it is missing. */
  public <E extends Enum<E>> E asEnum(E[] allowed, E ifMissing) {
    return isPresent() ? asEnum(allowed) : ifMissing;
  }

  /**
   * Any other type, by a function that reads it from text. When it throws an {@link
   * IllegalArgumentException} or a {@link DateTimeException}, the value does not fit; an {@link
   * ApiException} is answered as it is, and anything else is a failure of the function.
   *
   * @param parse such as {@code Duration::parse}
   * @param expected what it reads, with an article: {@code a duration such as PT15M}
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

  /** Numbers and booleans too, as JSON writes them; empty for what is too long or has parts. */
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
        // It is larger than any long.
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
