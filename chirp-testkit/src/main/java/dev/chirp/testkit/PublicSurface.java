package dev.chirp.testkit;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The types and members of one module that users may compile against: its public classes outside
 * {@code internal} packages, and their public and protected members.
 */
public final class PublicSurface {
  private static final String SUFFIX = ".class";

  private final List<String> libraries;
  private final SortedSet<String> signatures = new TreeSet<>();
  private final SortedSet<String> foreignTypes = new TreeSet<>();

  /**
   * Creates the surface of these classes.
   *
   * @param libraries prefixes such as {@code org.junit.}, for packages whose types may be in
   *     signatures, in addition to the JDK's and Chirp's public ones
   */
  public PublicSurface(List<Class<?>> classes, List<String> libraries) {
    this.libraries = libraries;
    classes.stream().filter(PublicSurface::isPublic).forEach(this::add);
  }

  /**
   * The classes outside {@code internal} packages in a folder such as {@code target/classes}, which
   * must also be on the class path. The dependencies of other classes may be missing there.
   */
  public static List<Class<?>> classesIn(Path folder) throws IOException, ClassNotFoundException {
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String path = folder.relativize(file).toString();
        if (path.endsWith(SUFFIX) && !path.startsWith("META-INF")) {
          String name =
              path.substring(0, path.length() - SUFFIX.length())
                  .replace('/', '.')
                  .replace('\\', '.');
          if (!isInternal(name)) {
            classes.add(Class.forName(name, false, PublicSurface.class.getClassLoader()));
          }
        }
      }
    }
    return classes;
  }

  /** One line per class and per member, in order. */
  public List<String> signatures() {
    return List.copyOf(signatures);
  }

  /**
   * The differences from a list: signatures that are not in the list, lines of the list without a
   * signature, and signatures with a type that users cannot compile against.
   */
  public List<String> problems(List<String> list) {
    List<String> problems = new ArrayList<>(foreignTypes);
    signatures.stream()
        .filter(line -> !list.contains(line))
        .forEach(line -> problems.add("+ " + line));
    list.stream()
        .filter(line -> !signatures.contains(line))
        .forEach(line -> problems.add("- " + line));
    return problems;
  }

  private void add(Class<?> type) {
    Stream<Type> parents =
        Stream.concat(
            Stream.ofNullable(type.getGenericSuperclass()),
            Arrays.stream(type.getGenericInterfaces()));
    List<Type> named = parents.filter(parent -> !parent.equals(Object.class)).toList();
    addLine(type, type.toGenericString() + shown(named), named);
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isAccessible(constructor, type)) {
        addLine(type, constructor.toGenericString(), types(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isAccessible(method, type)) {
        List<Type> types = types(method);
        types.add(method.getGenericReturnType());
        addLine(type, method.toGenericString() + defaultOf(method), types);
      }
    }
    for (Field field : type.getDeclaredFields()) {
      if (isAccessible(field, type)) {
        addLine(type, field.toGenericString(), List.of(field.getGenericType()));
      }
    }
  }

  private static String shown(List<Type> parents) {
    return parents.isEmpty()
        ? ""
        : parents.stream().map(Type::getTypeName).collect(Collectors.joining(", ", ": ", ""));
  }

  /** The default of an annotation's element. */
  private static String defaultOf(Method element) {
    Object value = element.getDefaultValue();
    if (value == null) {
      return "";
    }
    return " default " + (value instanceof Object[] all ? Arrays.toString(all) : value);
  }

  private static List<Type> types(Executable executable) {
    List<Type> types = new ArrayList<>(List.of(executable.getGenericParameterTypes()));
    types.addAll(List.of(executable.getGenericExceptionTypes()));
    return types;
  }

  private void addLine(Class<?> owner, String signature, List<Type> shown) {
    String line = owner.getName() + ": " + signature.replace(owner.getName() + ".", "");
    signatures.add(line);
    shown.forEach(type -> addForeignTypes(line, type));
  }

  private void addForeignTypes(String line, Type type) {
    if (type instanceof Class<?> plain) {
      Class<?> element = plain;
      while (element.isArray()) {
        element = element.getComponentType();
      }
      if (!isForUsers(element)) {
        foreignTypes.add("%s is not for users, in %s".formatted(element.getName(), line));
      }
    } else if (type instanceof ParameterizedType generic) {
      addForeignTypes(line, generic.getRawType());
      addForeignTypes(line, generic.getActualTypeArguments());
    } else if (type instanceof GenericArrayType array) {
      addForeignTypes(line, array.getGenericComponentType());
    } else if (type instanceof WildcardType wildcard) {
      addForeignTypes(line, wildcard.getUpperBounds());
      addForeignTypes(line, wildcard.getLowerBounds());
    } else if (type instanceof TypeVariable<?> variable) {
      for (Type bound : variable.getBounds()) {
        // E extends Enum<E> would recurse forever.
        addForeignTypes(line, bound instanceof ParameterizedType p ? p.getRawType() : bound);
      }
    }
  }

  private void addForeignTypes(String line, Type... types) {
    for (Type type : types) {
      addForeignTypes(line, type);
    }
  }

  private boolean isForUsers(Class<?> type) {
    String name = type.getName();
    return type.isPrimitive()
        || name.startsWith("java.")
        || libraries.stream().anyMatch(name::startsWith)
        || (name.startsWith("dev.chirp.") && isPublic(type));
  }

  /** True if code in other packages can use the class. */
  private static boolean isPublic(Class<?> type) {
    for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
      if (!isVisible(outer.getModifiers())) {
        return false;
      }
    }
    return !type.isSynthetic() && !isInternal(type.getName());
  }

  private static boolean isInternal(String className) {
    return className.contains(".internal.");
  }

  private static boolean isAccessible(Member member, Class<?> owner) {
    boolean isForSubclasses = !Modifier.isFinal(owner.getModifiers());
    return !member.isSynthetic()
        && (Modifier.isPublic(member.getModifiers())
            || (isForSubclasses && isVisible(member.getModifiers())));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }
}
