package acme;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Reads and writes dates as 28.11.2026. */
public class GsonSerializer implements CustomPojoSerializer {
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("dd.MM.yyyy");
  private final Gson gson =
      new GsonBuilder()
          .registerTypeAdapter(
              LocalDate.class,
              new TypeAdapter<LocalDate>() {
                @Override
                public LocalDate read(JsonReader in) throws IOException {
                  return LocalDate.parse(in.nextString(), FORMAT);
                }

                @Override
                public void write(JsonWriter out, LocalDate date) throws IOException {
                  out.value(FORMAT.format(date));
                }
              })
          .create();

  @Override
  public <T> T fromJson(InputStream input, Type type) {
    return gson.fromJson(new InputStreamReader(input, StandardCharsets.UTF_8), type);
  }

  @Override
  public <T> T fromJson(String input, Type type) {
    return gson.fromJson(input, type);
  }

  @Override
  public <T> void toJson(T value, OutputStream output, Type type) {
    try {
      output.write(gson.toJson(value, type).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
