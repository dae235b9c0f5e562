package dev.chirp.internal.project;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Facts about an API function's requests and responses that its code states: the constants that it
 * passes to {@code ApiRequest} and {@code ApiResponse}, and the exceptions that it creates. Read
 * without loading the class. Calls in other classes are not seen.
 *
 * @param body the class that the body is bound to, as {@code Class.forName} takes it
 * @param isBodyList whether the body is a list of that class
 * @param query the query parameters that it reads, sorted
 * @param successes the statuses of the responses that it creates, sorted; empty if it creates none
 *     by {@code ApiResponse}
 * @param contentType of the bytes that it answers with, if it does
 * @param errors the statuses of Chirp's exceptions that it creates, sorted
 */
public record HandlerCode(
    Optional<String> body,
    boolean isBodyList,
    Set<String> query,
    Set<Integer> successes,
    Optional<String> contentType,
    Set<Integer> errors) {
  private static final String RUNTIME = "dev/chirp/runtime/";
  private static final String REQUEST = RUNTIME + "ApiRequest";
  private static final String RESPONSE = RUNTIME + "ApiResponse";
  private static final Set<String> QUERY = Set.of("query", "queryValues", "queryField");
  private static final Set<String> BODY = Set.of("body", "bodyList");
  private static final Map<String, Integer> EXCEPTIONS =
      Map.of(
          RUNTIME + "InvalidRequestException", 400,
          RUNTIME + "ForbiddenException", 403,
          RUNTIME + "NoSuchResourceException", 404);
  private static final int OK = 200;

  /** Reads a class file. */
  public static HandlerCode read(InputStream classFile) throws IOException {
    Facts facts = new Facts();
    CompiledClass.reader(classFile.readAllBytes())
        .accept(facts, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new HandlerCode(
        facts.body,
        facts.isBodyList,
        facts.query,
        facts.successes,
        facts.contentType,
        facts.errors);
  }

  private static final class Facts extends ClassVisitor {
    private Optional<String> body = Optional.empty();
    private boolean isBodyList;
    private final Set<String> query = new TreeSet<>();
    private final Set<Integer> successes = new TreeSet<>();
    private Optional<String> contentType = Optional.empty();
    private final Set<Integer> errors = new TreeSet<>();

    Facts() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new Calls();
    }

    /** The calls of one method. A constant counts if it was the last one before the call. */
    private final class Calls extends MethodVisitor {
      private Object constant = "";
      private int number;
      private boolean isUndecided;

      Calls() {
        super(Opcodes.ASM9);
      }

      @Override
      public void visitLdcInsn(Object value) {
        constant = value;
      }

      @Override
      public void visitIntInsn(int opcode, int operand) {
        number = operand;
      }

      @Override
      public void visitTypeInsn(int opcode, String type) {
        Integer status = opcode == Opcodes.NEW ? EXCEPTIONS.get(type) : null;
        if (status != null) {
          errors.add(status);
        }
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (owner.equals(REQUEST) && QUERY.contains(name) && constant instanceof String text) {
          query.add(text);
        } else if (owner.equals(REQUEST) && BODY.contains(name) && constant instanceof Type type) {
          body = Optional.of(type.getClassName());
          isBodyList = name.equals("bodyList");
        } else if (owner.equals(RESPONSE)) {
          response(name);
        }
        constant = "";
      }

      private void response(String name) {
        switch (name) {
          case "of" -> factory();
          case "ofBytes" -> {
            factory();
            contentType = Optional.of(constant.toString()).filter(type -> type.contains("/"));
          }
          case "created" -> successes.add(201);
          case "noContent" -> successes.add(204);
          case "redirect" -> successes.add(number);
          case "withStatus" -> {
            successes.add(number);
            isUndecided = false;
          }
          default -> {
            // changes no status
          }
        }
      }

      /** Status 200, unless {@code withStatus} follows. */
      private void factory() {
        visitEnd();
        isUndecided = true;
      }

      @Override
      public void visitEnd() {
        if (isUndecided) {
          successes.add(OK);
        }
        isUndecided = false;
      }
    }
  }
}
