package dev.chirp.internal.project;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The parts of a class file that discovery needs, read without loading the class.
 *
 * @param name as {@code Class.forName} takes it: {@code com.acme.api.ServerStatus}
 * @param types its type variables, superclass and interfaces
 * @param release the Java release it was compiled for, 17 for class file version 61
 * @param form whether Lambda can create it
 * @param hasPublicNoArgConstructor whether Lambda has a constructor to call
 * @param methods the public ones
 * @param configuration the members set in {@code @FunctionConfiguration}; arrays are lists of text
 */
record CompiledClass(
    String name,
    SignatureTypes types,
    int release,
    Form form,
    boolean isPublic,
    boolean hasPublicNoArgConstructor,
    List<CompiledMethod> methods,
    Map<String, Object> configuration) {

  /** The form of a class. */
  enum Form {
    /** A class that can have instances of its own. */
    CONCRETE,
    /** An abstract class, interface or annotation, made to be implemented. */
    ABSTRACT,
    ENUM,
    /** A Kotlin {@code object}, which has one instance and no public constructor. */
    KOTLIN_OBJECT,
    /** An inner or local class, which belongs to an instance or a method. */
    INNER
  }

  private static final String ANNOTATION = "Ldev/chirp/runtime/FunctionConfiguration;";
  private static final int FIRST_CLASS_FILE_VERSION =
      44; // Java 1.0 would be 44: release = version - 44
  private static final int NEWEST_READABLE_VERSION = Opcodes.V26;

  /** Reads a class file of any release. */
  static CompiledClass read(InputStream classFile) throws IOException {
    byte[] bytes = classFile.readAllBytes();
    int version = version(bytes);
    ClassCollector collector = new ClassCollector();
    reader(bytes)
        .accept(
            collector, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return collector.result(version - FIRST_CLASS_FILE_VERSION);
  }

  /** Reads a release that ASM does not know yet as the newest that it knows. */
  static ClassReader reader(byte[] classFile) {
    if (version(classFile) > NEWEST_READABLE_VERSION) {
      classFile[6] = NEWEST_READABLE_VERSION >> 8;
      classFile[7] = (byte) NEWEST_READABLE_VERSION;
    }
    return new ClassReader(classFile);
  }

  private static int version(byte[] classFile) {
    return ((classFile[6] & 0xFF) << 8) | (classFile[7] & 0xFF);
  }

  /** Returns the superclass, then the interfaces. */
  List<JavaType.Named> parents() {
    return types.types().stream().map(JavaType.Named.class::cast).toList();
  }

  /** Returns the superclass; {@code java.lang.Object} for an interface. */
  JavaType.Named superclass() {
    return parents().get(0);
  }

  List<JavaType.Named> interfaces() {
    return parents().subList(1, parents().size());
  }

  boolean isInstantiable() {
    return isPublic && form == Form.CONCRETE && hasPublicNoArgConstructor;
  }

  String simpleName() {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  private static final class ClassCollector extends ClassVisitor {
    private String name = "";
    private int access;
    private boolean nestedInMethod;
    private boolean inner;
    private boolean hasInstanceField;
    private boolean publicNoArgConstructor;
    private SignatureTypes types = new SignatureTypes(Map.of(), List.of());
    private final List<CompiledMethod> methods = new ArrayList<>();
    private final Map<String, Object> configuration = new HashMap<>();

    ClassCollector() {
      super(Opcodes.ASM9);
    }

    CompiledClass result(int release) {
      return new CompiledClass(
          name,
          types,
          release,
          form(),
          is(Opcodes.ACC_PUBLIC),
          publicNoArgConstructor,
          List.copyOf(methods),
          Map.copyOf(configuration));
    }

    private Form form() {
      if (is(Opcodes.ACC_ENUM)) {
        return Form.ENUM;
      }
      if (is(Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE | Opcodes.ACC_ANNOTATION)) {
        return Form.ABSTRACT;
      }
      if (nestedInMethod || inner) {
        return Form.INNER;
      }
      return hasInstanceField && !publicNoArgConstructor ? Form.KOTLIN_OBJECT : Form.CONCRETE;
    }

    private boolean is(int flags) {
      return (access & flags) != 0;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      this.access = access;
      this.name = javaName(name);
      List<String> parents = new ArrayList<>();
      if (superName != null) {
        parents.add(javaName(superName));
      }
      for (String parent : interfaces) {
        parents.add(javaName(parent));
      }
      types = SignatureTypes.ofClass(Optional.ofNullable(signature), parents);
    }

    /** Kotlin gives each {@code object} such a field of its own type. */
    @Override
    public FieldVisitor visitField(
        int access, String field, String descriptor, String signature, Object value) {
      int constant = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
      hasInstanceField |=
          (access & constant) == constant
              && field.equals("INSTANCE")
              && descriptor.equals("L" + name.replace('.', '/') + ";");
      return super.visitField(access, field, descriptor, signature, value);
    }

    @Override
    public void visitInnerClass(String name, String outerName, String innerName, int access) {
      if (javaName(name).equals(this.name)) {
        this.access = access;
        inner = (access & Opcodes.ACC_STATIC) == 0;
      }
    }

    @Override
    public void visitOuterClass(String owner, String method, String descriptor) {
      nestedInMethod = true;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if (name.equals("<init>") && descriptor.equals("()V") && (access & Opcodes.ACC_PUBLIC) != 0) {
        publicNoArgConstructor = true;
      } else if ((access & Opcodes.ACC_PUBLIC) != 0 && !name.startsWith("<")) {
        List<JavaType> all =
            SignatureTypes.ofMethod(Optional.ofNullable(signature), descriptor, types.variables());
        methods.add(
            new CompiledMethod(
                name,
                descriptor,
                (access & Opcodes.ACC_STATIC) != 0,
                (access & Opcodes.ACC_BRIDGE) != 0,
                all.subList(0, all.size() - 1),
                all.get(all.size() - 1)));
      }
      return super.visitMethod(access, name, descriptor, signature, exceptions);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return descriptor.equals(ANNOTATION)
          ? new Members(configuration)
          : super.visitAnnotation(descriptor, visible);
    }

    private static String javaName(String internalName) {
      return internalName.replace('/', '.');
    }
  }

  private static final class Members extends AnnotationVisitor {
    private final Map<String, Object> members;

    Members(Map<String, Object> members) {
      super(Opcodes.ASM9);
      this.members = members;
    }

    @Override
    public void visit(String name, Object value) {
      members.put(name, value);
    }

    @Override
    public AnnotationVisitor visitArray(String name) {
      List<String> values = new ArrayList<>();
      members.put(name, values);
      return new AnnotationVisitor(Opcodes.ASM9) {
        @Override
        public void visit(String ignored, Object value) { // ASM passes no names for array elements
          values.add(value.toString());
        }
      };
    }
  }
}
