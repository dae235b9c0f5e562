package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Calls a {@code RequestHandler<I, O>} with its event bound as Lambda's runtime binds it: by the
 * project's own {@code CustomPojoSerializer} if it has one, otherwise by AWS's serialization
 * library, which knows the types of AWS events.
 */
final class BoundEventHandler implements RequestStreamHandler {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final RequestHandler<Object, Object> handler;
  private final Optional<Serializers> input;
  private final Optional<Serializers> serializers;

  private BoundEventHandler(
      RequestHandler<Object, Object> handler,
      Optional<Serializers> input,
      Optional<Serializers> serializers) {
    this.handler = handler;
    this.input = input;
    this.serializers = serializers;
  }

  /**
   * Wraps a handler in a handler of streams.
   *
   * @param loader for event types and the project's own serializer
   * @throws NoClassDefFoundError without AWS's serialization library on the class path
   */
  @SuppressWarnings("unchecked") // the event is bound to the types that the handler declares
  static BoundEventHandler of(RequestHandler<?, ?> handler, EventTypes types, ClassLoader loader)
      throws HandlerException {
    Optional<CustomPojoSerializer> own = ownSerializer(loader);
    return new BoundEventHandler(
        (RequestHandler<Object, Object>) handler,
        Serializers.of(types.event(), own, loader),
        Serializers.of(types.result(), own, loader));
  }

  private static Optional<CustomPojoSerializer> ownSerializer(ClassLoader loader)
      throws HandlerException {
    Iterator<CustomPojoSerializer> found =
        ServiceLoader.load(CustomPojoSerializer.class, loader).iterator();
    if (!found.hasNext()) {
      return Optional.empty();
    }
    CustomPojoSerializer own = found.next();
    if (found.hasNext()) {
      throw new HandlerException(
          "Too many serializers provided inside the META-INF/services folder, only one is allowed");
    }
    return Optional.of(own);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context) {
    boolean android = isAndroid(context.getClientContext());
    // A method without a parameter for the event gets null and ignores it.
    Object result =
        handler.handleRequest(input.isEmpty() ? null : bound(event, input.get(), android), context);
    try {
      if (serializers.isEmpty()) {
        output.write(NULL);
      } else {
        serializers.get().of(android).toJson(result, output);
      }
    } catch (Throwable e) { // the serialized classes are the user's
      throw failed("An error occurred during JSON serialization of response", e);
    }
  }

  private static Object bound(InputStream event, Serializers serializers, boolean android) {
    try {
      return serializers.of(android).fromJson(event);
    } catch (Throwable e) { // the bound classes are the user's
      throw failed("An error occurred during JSON parsing", e);
    }
  }

  /** AWS's client also wraps an error that ends the JVM. Here it must reach the loop unwrapped. */
  private static RuntimeException failed(String message, Throwable thrown) {
    if (thrown instanceof Error error
        && Failure.endsJvm(error)
        && !(error instanceof StackOverflowError)) { // an event with too deep nesting
      throw error;
    }
    return new RuntimeException(message, thrown);
  }

  /** True for an event of the mobile SDK for Android, which AWS's client binds with Gson. */
  private static boolean isAndroid(ClientContext client) {
    Map<String, String> environment = client == null ? null : client.getEnvironment();
    return environment != null && "Android".equalsIgnoreCase(environment.get("platform"));
  }

  /** The serializer of one type. */
  private record Serializers(Type type, PojoSerializer<Object> serializer, boolean usesJackson) {
    @SuppressWarnings("unchecked") // a serializer of T only gets objects of type T
    static Optional<Serializers> of(
        Optional<Type> type, Optional<CustomPojoSerializer> own, ClassLoader loader) {
      if (type.isEmpty()) {
        return Optional.empty();
      }
      Type bound = type.get();
      if (own.isPresent()) {
        return Optional.of(new Serializers(bound, new OwnSerializer(own.get(), bound), false));
      }
      if (bound instanceof Class<?> event
          && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())) {
        PojoSerializer<?> serializer = LambdaEventSerializers.serializerFor(event, loader);
        return Optional.of(new Serializers(bound, (PojoSerializer<Object>) serializer, false));
      }
      return Optional.of(
          new Serializers(bound, JacksonFactory.getInstance().getSerializer(bound), true));
    }

    PojoSerializer<Object> of(boolean isAndroid) {
      return isAndroid && usesJackson ? GsonFactory.getInstance().getSerializer(type) : serializer;
    }
  }

  /**
   * The serializer that the project registered as a service, called the way Lambda's runtime calls
   * it.
   */
  private static final class OwnSerializer implements PojoSerializer<Object> {
    private final CustomPojoSerializer serializer;
    private final Type type;

    OwnSerializer(CustomPojoSerializer serializer, Type type) {
      this.serializer = serializer;
      this.type = type;
    }

    @Override
    public Object fromJson(InputStream event) {
      return serializer.fromJson(event, type);
    }

    @Override
    public Object fromJson(String event) {
      return serializer.fromJson(event, type);
    }

    @Override
    public void toJson(Object value, OutputStream output) {
      serializer.toJson(value, output, type);
    }
  }
}
