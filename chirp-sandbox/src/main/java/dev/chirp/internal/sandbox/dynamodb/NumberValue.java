package dev.chirp.internal.sandbox.dynamodb;

import dev.chirp.internal.sandbox.http.AwsError;
import java.math.BigDecimal;

/**
 * DynamoDB's number format and its limits.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">Data
 *     types</a>
 */
final class NumberValue {
  private static final int MAX_DIGITS = 38;
  private static final int MAX_EXPONENT = 125;
  private static final int MIN_EXPONENT = -130;

  private NumberValue() {}

  /**
   * Parses a number.
   *
   * @throws AwsError as DynamoDB words it, when the text is not a number or exceeds DynamoDB's
   *     limits
   */
  static BigDecimal of(String text) {
    BigDecimal number = parsed(text).stripTrailingZeros();
    long exponent = (long) number.precision() - number.scale() - 1;
    if (number.signum() != 0 && exponent > MAX_EXPONENT) {
      throw KeyValue.invalid(
          "Number overflow. Attempting to store a number with magnitude larger than supported range");
    }
    if (number.signum() != 0 && exponent < MIN_EXPONENT) {
      throw KeyValue.invalid(
          "Number underflow. Attempting to store a number with magnitude smaller than supported range");
    }
    if (number.precision() > MAX_DIGITS) {
      throw KeyValue.invalid("Attempting to store more than 38 significant digits in a Number");
    }
    return number;
  }

  private static BigDecimal parsed(String text) {
    try {
      if (!text.chars().allMatch(c -> c < 128)) {
        throw new NumberFormatException(); // Java also accepts digits of other scripts
      }
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw KeyValue.invalid(
          "The parameter cannot be converted to a numeric value: %s".formatted(text));
    }
  }

  /**
   * Formats a number as DynamoDB does: {@code 1.50} as {@code 1.5}, {@code 1E3} as {@code 1000}.
   */
  static String normalized(String text) {
    return of(text).toPlainString();
  }
}
