package dev.chirp.internal.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * The types in the signature of a class or method, in order.
 *
 * @param variables the type variables that it declares, with their bounds
 * @param types superclass and interfaces of a class, or parameters and result of a method
 */
record SignatureTypes(Map<String, JavaType> variables, List<JavaType> types) {

  /**
   * Returns the parents of a class.
   *
   * @param signature empty for a class without generics
   */
  static SignatureTypes ofClass(Optional<String> signature, List<String> parents) {
    return signature
        .map(text -> read(text, Map.of()))
        .orElseGet(
            () ->
                new SignatureTypes(
                    Map.of(),
                    parents.stream()
                        .<JavaType>map(parent -> new JavaType.Named(parent, List.of()))
                        .toList()));
  }

  /**
   * Returns the parameters of a method, then its result.
   *
   * @param ofClass the type variables of its class
   */
  static List<JavaType> ofMethod(
      Optional<String> signature, String descriptor, Map<String, JavaType> ofClass) {
    if (signature.isPresent()) {
      SignatureTypes read = read(signature.get(), ofClass);
      // The client cannot know a method's own variables when it binds an event, so their bounds
      // count.
      return read.types().stream().map(type -> type.with(read.variables())).toList();
    }
    List<JavaType> types = new ArrayList<>();
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      types.add(of(parameter));
    }
    types.add(of(Type.getReturnType(descriptor)));
    return types;
  }

  /** Returns the type variables as types. */
  Map<String, JavaType> asVariables() {
    Map<String, JavaType> all = new LinkedHashMap<>();
    variables.forEach((name, bound) -> all.put(name, new JavaType.Variable(name, bound)));
    return all;
  }

  private static JavaType of(Type type) {
    JavaType plain =
        new JavaType.Named(
            (type.getSort() == Type.ARRAY ? type.getElementType() : type).getClassName(),
            List.of());
    int dimensions = type.getSort() == Type.ARRAY ? type.getDimensions() : 0;
    for (int i = 0; i < dimensions; i++) {
      plain = new JavaType.ArrayOf(plain);
    }
    return plain;
  }

  private static SignatureTypes read(String signature, Map<String, JavaType> ofClass) {
    Whole whole = new Whole(ofClass);
    new SignatureReader(signature).accept(whole);
    return new SignatureTypes(whole.declared, whole.types);
  }

  /** Reads a whole signature. */
  private static final class Whole extends SignatureVisitor {
    private final Map<String, JavaType> ofClass;
    private final Map<String, JavaType> declared = new LinkedHashMap<>();
    private final List<JavaType> types = new ArrayList<>();
    private String variable = "";

    Whole(Map<String, JavaType> ofClass) {
      super(Opcodes.ASM9);
      this.ofClass = ofClass;
    }

    @Override
    public void visitFormalTypeParameter(String name) {
      variable = name;
      declared.put(name, JavaType.Named.OBJECT);
    }

    @Override
    public SignatureVisitor visitClassBound() {
      return new OneType(this::variable, this::bound);
    }

    @Override
    public SignatureVisitor visitInterfaceBound() {
      return new OneType(this::variable, this::bound);
    }

    /** Records a bound. Only the first one counts; later ones are additional interfaces. */
    private void bound(JavaType bound) {
      if (declared.get(variable) == JavaType.Named.OBJECT) {
        declared.put(variable, bound.erased());
      }
    }

    private JavaType variable(String name) {
      return new JavaType.Variable(
          name, declared.getOrDefault(name, ofClass.getOrDefault(name, JavaType.Named.OBJECT)));
    }

    private SignatureVisitor next() {
      return new OneType(this::variable, types::add);
    }

    @Override
    public SignatureVisitor visitSuperclass() {
      return next();
    }

    @Override
    public SignatureVisitor visitInterface() {
      return next();
    }

    @Override
    public SignatureVisitor visitParameterType() {
      return next();
    }

    @Override
    public SignatureVisitor visitReturnType() {
      return next();
    }

    @Override
    public SignatureVisitor visitExceptionType() {
      return new OneType(this::variable, ignored -> {});
    }
  }

  /** Reads one type in a signature. */
  private static final class OneType extends SignatureVisitor {
    private final Function<String, JavaType> variables;
    private final Consumer<JavaType> read;
    private final List<JavaType> arguments = new ArrayList<>();
    private String name = "";

    OneType(Function<String, JavaType> variables, Consumer<JavaType> read) {
      super(Opcodes.ASM9);
      this.variables = variables;
      this.read = read;
    }

    @Override
    public void visitBaseType(char descriptor) {
      read.accept(of(Type.getType(String.valueOf(descriptor))));
    }

    @Override
    public void visitTypeVariable(String name) {
      read.accept(variables.apply(name));
    }

    @Override
    public SignatureVisitor visitArrayType() {
      return new OneType(variables, type -> read.accept(new JavaType.ArrayOf(type)));
    }

    @Override
    public void visitClassType(String name) {
      this.name = name.replace('/', '.');
    }

    @Override
    public void visitInnerClassType(String name) {
      this.name += "$" + name;
      arguments.clear();
    }

    @Override
    public void visitTypeArgument() {
      arguments.add(new JavaType.Wildcard("", JavaType.Named.OBJECT));
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
      return new OneType(
          variables,
          type ->
              arguments.add(
                  switch (wildcard) {
                    case EXTENDS -> new JavaType.Wildcard("extends", type);
                    case SUPER -> new JavaType.Wildcard("super", type);
                    default -> type;
                  }));
    }

    @Override
    public void visitEnd() {
      read.accept(new JavaType.Named(name, List.copyOf(arguments)));
    }
  }
}
