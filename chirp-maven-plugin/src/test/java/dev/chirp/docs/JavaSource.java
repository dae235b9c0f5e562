package dev.chirp.docs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One source file: its first type's Javadoc, fields and methods, as Markdown. */
final class JavaSource {

  /**
   * A field or a method.
   *
   * @param value the initializer of a field or the default of an annotation's element; a string
   *     without its quotes; empty if there is none
   * @param javadoc Markdown; empty if there is none
   */
  record Member(String name, String type, String value, String javadoc) {}

  private final String javadoc;
  private final List<Member> members;

  private JavaSource(String javadoc, List<Member> members) {
    this.javadoc = javadoc;
    this.members = List.copyOf(members);
  }

  static JavaSource read(Path file) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(file));
      DocTrees docs = DocTrees.instance(task);
      CompilationUnitTree unit = task.parse().iterator().next();
      return of(docs, TreePath.getPath(unit, unit.getTypeDecls().get(0)));
    }
  }

  private static JavaSource of(DocTrees docs, TreePath type) {
    List<Member> members = new ArrayList<>();
    for (Tree member : ((ClassTree) type.getLeaf()).getMembers()) {
      String javadoc = javadoc(docs, new TreePath(type, member));
      if (member instanceof VariableTree field) {
        String value =
            Optional.ofNullable(field.getInitializer()).map(JavaSource::value).orElse("");
        members.add(new Member(field.getName() + "", field.getType() + "", value, javadoc));
      } else if (member instanceof MethodTree method && method.getReturnType() != null) {
        String value =
            method.getDefaultValue() instanceof ExpressionTree written ? value(written) : "";
        members.add(new Member(method.getName() + "", method.getReturnType() + "", value, javadoc));
      }
    }
    return new JavaSource(javadoc(docs, type), members);
  }

  private static String value(ExpressionTree written) {
    return written instanceof LiteralTree literal ? literal.getValue() + "" : written.toString();
  }

  private static String javadoc(DocTrees docs, TreePath path) {
    DocCommentTree comment = docs.getDocCommentTree(path);
    return comment == null ? "" : JavadocMarkdown.of(comment.getFullBody());
  }

  /** The Javadoc of the type, as Markdown. */
  String javadoc() {
    return javadoc;
  }

  /** In the order of the source. */
  List<Member> members() {
    return members;
  }

  Optional<Member> member(String name) {
    return members.stream().filter(member -> member.name().equals(name)).findFirst();
  }
}
