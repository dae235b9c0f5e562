package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code multipart/form-data} body: the fields, and then the file, which S3 requires last.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
final class FormReader {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/form-data\\s*;.*\\bboundary=(?:\"([^\"]{1,70})\"|([^\\s;]{1,70})).*");
  private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=(?:\"([^\"]*)\"|([^;\\s]+))");
  private static final Pattern FILE_NAME =
      Pattern.compile("(?i)[;\\s]filename=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");

  /** S3's limit for everything before the file, in bytes. */
  private static final int MAX_FIELDS = 20 << 10;

  private final InputStream in;
  private final byte[] delimiter;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private String fileName = "";
  private int bytesRead;

  private FormReader(InputStream in, String boundary) {
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** True if this is the content type of such a form. */
  static boolean isForm(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  /**
   * Reads the fields, up to the file.
   *
   * @throws AwsError when the body is not such a form, or has no file
   */
  static FormReader read(String contentType, InputStream body) throws IOException {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.matches()) {
      throw malformed();
    }
    FormReader form =
        new FormReader(
            new BufferedInputStream(body, 1 << 16),
            Optional.ofNullable(boundary.group(1)).orElse(boundary.group(2)));
    form.readFields();
    return form;
  }

  /** The fields by name, in lower case. */
  Map<String, String> fields() {
    return Map.copyOf(fields);
  }

  /** The file's name without folders; empty if it is missing. */
  String fileName() {
    return fileName;
  }

  /** The file's bytes, readable once. */
  InputStream file() {
    return new FileStream();
  }

  private void readFields() throws IOException {
    String first = line();
    if (!("\r\n" + first).equals(new String(delimiter, StandardCharsets.ISO_8859_1))) {
      throw malformed();
    }
    while (true) {
      String disposition = "";
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
          disposition = header;
        }
      }
      String name = found(NAME, disposition).orElseThrow(FormReader::malformed);
      if (name.equalsIgnoreCase("file")) {
        fileName = found(FILE_NAME, disposition).orElse("").replaceFirst("^.*[/\\\\]", "");
        return;
      }
      fields.put(name.toLowerCase(Locale.ROOT), value());
      if (line().equals("--")) {
        throw new AwsError(
            400, "InvalidArgument", "POST requires exactly one file upload per request.");
      }
    }
  }

  private String value() throws IOException {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    InputStream part = new FileStream();
    for (int b = part.read(); b >= 0; b = part.read()) {
      count();
      value.write(b);
    }
    return value.toString(StandardCharsets.UTF_8);
  }

  private static Optional<String> found(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    return matcher.find()
        ? Optional.ofNullable(matcher.group(1)).or(() -> Optional.ofNullable(matcher.group(2)))
        : Optional.empty();
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw malformed();
      }
      count();
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  private void count() {
    if (++bytesRead > MAX_FIELDS) {
      throw new AwsError(
          400,
          "MaxPostPreDataLengthExceeded",
          "Your POST request fields preceding the upload file were too large.");
    }
  }

  private static AwsError malformed() {
    return new AwsError(
        400,
        "MalformedPOSTRequest",
        "The body of your POST request is not well-formed multipart/form-data.");
  }

  /** The bytes up to the next delimiter, which it skips. */
  private final class FileStream extends InputStream {
    private boolean ended;

    @Override
    public int read() throws IOException {
      if (ended) {
        return -1;
      }
      in.mark(delimiter.length);
      int first = in.read();
      if (first == delimiter[0] && restMatches()) {
        ended = true;
        return -1;
      }
      if (first == delimiter[0]) {
        in.reset();
        first = in.read();
      }
      if (first < 0) {
        throw malformed();
      }
      return first;
    }

    private boolean restMatches() throws IOException {
      for (int i = 1; i < delimiter.length; i++) {
        if (in.read() != delimiter[i]) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = 0;
      for (; count < length; count++) {
        int b = read();
        if (b < 0) {
          return count == 0 ? -1 : count;
        }
        bytes[offset + count] = (byte) b;
      }
      return count;
    }
  }
}
