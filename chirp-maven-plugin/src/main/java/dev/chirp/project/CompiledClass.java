package dev.chirp.project;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What discovery needs to know of one class file, read without loading the class.
 *
 * @param name as Java writes it: {@code com.acme.api.ServerStatus}
 * @param parents superclass and interfaces, as Java writes them
 * @param release the Java release it was compiled for, 17 for class file version 61
 * @param instantiable public, concrete, and neither local nor inner
 * @param configuration the members given in {@code @FunctionConfiguration}; arrays are lists of
 *     text
 */
record CompiledClass(
    String name,
    List<String> parents,
    int release,
    boolean isPublic,
    boolean instantiable,
    boolean hasPublicNoArgConstructor,
    Map<String, Object> configuration) {

  private static final String ANNOTATION = "Ldev/chirp/runtime/FunctionConfiguration;";
  private static final int FIRST_CLASS_FILE_VERSION =
      44; // Java 1.0 would be 44: release = version - 44
  private static final int NEWEST_READABLE_VERSION = Opcodes.V26;

  /**
   * Reads a class file of any release; one newer than ASM knows is read as the newest that it
   * knows.
   */
  static CompiledClass read(InputStream classFile) throws IOException {
    byte[] bytes = classFile.readAllBytes();
    int version = ((bytes[6] & 0xFF) << 8) | (bytes[7] & 0xFF);
    if (version > NEWEST_READABLE_VERSION) {
      bytes[6] = NEWEST_READABLE_VERSION >> 8;
      bytes[7] = (byte) NEWEST_READABLE_VERSION;
    }
    Reading reading = new Reading();
    new ClassReader(bytes)
        .accept(reading, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return reading.result(version - FIRST_CLASS_FILE_VERSION);
  }

  String simpleName() {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  private static final class Reading extends ClassVisitor {
    private String name = "";
    private int access;
    private boolean nestedInMethod;
    private boolean inner;
    private boolean publicNoArgConstructor;
    private final List<String> parents = new ArrayList<>();
    private final Map<String, Object> configuration = new HashMap<>();

    Reading() {
      super(Opcodes.ASM9);
    }

    CompiledClass result(int release) {
      int neither =
          Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE | Opcodes.ACC_ANNOTATION | Opcodes.ACC_ENUM;
      boolean isPublic = (access & Opcodes.ACC_PUBLIC) != 0;
      boolean concrete = (access & neither) == 0 && !nestedInMethod && !inner;
      return new CompiledClass(
          name,
          List.copyOf(parents),
          release,
          isPublic,
          isPublic && concrete,
          publicNoArgConstructor,
          Map.copyOf(configuration));
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
      if (superName != null) {
        parents.add(javaName(superName));
      }
      for (String parent : interfaces) {
        parents.add(javaName(parent));
      }
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
        public void visit(String ignored, Object value) { // ASM names no element of an array
          values.add(value.toString());
        }
      };
    }
  }
}
