package dev.chirp.runtime.loop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Calls a {@code RequestHandler<I, O>} with its event bound as Lambda's runtime binds it: by the
 * project's own {@code CustomPojoSerializer} if it has one, else by AWS's serialization library,
 * which knows the types of AWS events.
 */
public final class BoundEventHandler implements RequestStreamHandler {
  private final RequestHandler<Object, Object> handler;
  private final PojoSerializer<?> input;
  private final PojoSerializer<Object> output;

  private BoundEventHandler(
      RequestHandler<Object, Object> handler,
      PojoSerializer<?> input,
      PojoSerializer<Object> output) {
    this.handler = handler;
    this.input = input;
    this.output = output;
  }

  /**
   * A handler of streams that calls this one.
   *
   * @throws NoClassDefFoundError without AWS's serialization library on the class path
   */
  @SuppressWarnings("unchecked") // the serializers are chosen by the handler's own type arguments
  public static BoundEventHandler of(RequestHandler<?, ?> handler) {
    Map<TypeVariable<?>, Type> arguments = new HashMap<>();
    collectTypeArguments(handler.getClass(), arguments);
    TypeVariable<?>[] parameters = RequestHandler.class.getTypeParameters();
    return new BoundEventHandler(
        (RequestHandler<Object, Object>) handler,
        serializer(resolve(parameters[0], arguments)),
        (PojoSerializer<Object>) serializer(resolve(parameters[1], arguments)));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Object bound;
    try {
      bound = input.fromJson(event);
    } catch (RuntimeException e) {
      throw new RuntimeException("An error occurred during JSON parsing", e);
    }
    output.toJson(handler.handleRequest(bound, context), answer);
  }

  private static PojoSerializer<?> serializer(Type type) {
    Optional<CustomPojoSerializer> own = ServiceLoader.load(CustomPojoSerializer.class).findFirst();
    if (own.isPresent()) {
      return new OwnSerializer(own.get(), type);
    }
    if (type instanceof Class<?> event
        && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())) {
      return LambdaEventSerializers.serializerFor(event, BoundEventHandler.class.getClassLoader());
    }
    return JacksonFactory.getInstance().getSerializer(type);
  }

  /** Walks all parents and notes what each type variable on the way stands for. */
  private static void collectTypeArguments(Type type, Map<TypeVariable<?>, Type> arguments) {
    Class<?> raw =
        type instanceof ParameterizedType generic
            ? (Class<?>) generic.getRawType()
            : (Class<?>) type;
    if (type instanceof ParameterizedType generic) {
      for (int i = 0; i < raw.getTypeParameters().length; i++) {
        arguments.put(raw.getTypeParameters()[i], generic.getActualTypeArguments()[i]);
      }
    }
    for (Type parent : raw.getGenericInterfaces()) {
      collectTypeArguments(parent, arguments);
    }
    if (raw.getSuperclass() != null) {
      collectTypeArguments(raw.getGenericSuperclass(), arguments);
    }
  }

  private static Type resolve(TypeVariable<?> parameter, Map<TypeVariable<?>, Type> arguments) {
    Type type = parameter;
    while (type instanceof TypeVariable<?> variable) {
      Type known = arguments.get(variable);
      type = known == null ? variable.getBounds()[0] : known;
    }
    return type;
  }

  /** The serializer that the project registered as a service, as Lambda's runtime uses it. */
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
    public void toJson(Object value, OutputStream answer) {
      serializer.toJson(value, answer, type);
    }
  }
}
