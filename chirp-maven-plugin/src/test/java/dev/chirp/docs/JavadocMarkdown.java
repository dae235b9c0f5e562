package dev.chirp.docs;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import java.util.List;
import java.util.Map;

/** The body of a Javadoc comment as Markdown: paragraphs, code, links and one kind of list. */
final class JavadocMarkdown {
  private static final Map<String, String> ENTITIES = Map.of("lt", "<", "gt", ">", "amp", "&");

  private final StringBuilder text = new StringBuilder();
  private boolean preformatted;
  private boolean inCode;
  private String target = "";

  private JavadocMarkdown() {}

  static String of(List<? extends DocTree> body) {
    JavadocMarkdown markdown = new JavadocMarkdown();
    markdown.addAll(body);
    return markdown.text.toString().replaceAll("(?m) +$", "").replaceAll("\n{3,}", "\n\n").strip();
  }

  private void addAll(List<? extends DocTree> trees) {
    trees.forEach(this::add);
  }

  private void add(DocTree tree) {
    switch (tree.getKind()) {
      case TEXT -> prose(((TextTree) tree).getBody());
      case CODE -> code(((LiteralTree) tree).getBody().getBody());
      case LITERAL -> text.append(((LiteralTree) tree).getBody().getBody());
      case LINK, LINK_PLAIN -> link((LinkTree) tree);
      case ENTITY -> text.append(entity(((EntityTree) tree).getName().toString()));
      case START_ELEMENT -> start((StartElementTree) tree);
      case END_ELEMENT -> end(((EndElementTree) tree).getName().toString());
      case INHERIT_DOC -> {}
      case RETURN -> {
        int start = text.length();
        addAll(((ReturnTree) tree).getDescription());
        text.setCharAt(start, Character.toUpperCase(text.charAt(start)));
        text.append('.');
      }
      default -> throw new IllegalArgumentException("Cannot write as Markdown: " + tree);
    }
  }

  private void prose(String body) {
    if (!preformatted) {
      String words = body.replaceAll("\\s+", " ");
      text.append(begins() ? words.stripLeading() : words);
    }
  }

  /** True if a paragraph, an item or code begins here. */
  private boolean begins() {
    return text.isEmpty() || text.charAt(text.length() - 1) == '\n' || inCode;
  }

  private void code(String body) {
    if (preformatted) {
      text.append("\n\n```java\n").append(body.stripIndent().strip()).append("\n```\n\n");
    } else {
      text.append('`').append(body.replaceAll("\\s+", " ").strip()).append('`');
    }
  }

  private void link(LinkTree link) {
    if (!link.getLabel().isEmpty()) {
      addAll(link.getLabel());
      return;
    }
    String signature = link.getReference().getSignature();
    code(signature.replaceAll("^#|^[\\w.]+\\.(?=[A-Z])", "").replace('#', '.'));
  }

  private static String entity(String name) {
    String written = ENTITIES.get(name);
    if (written == null) {
      throw new IllegalArgumentException("Cannot write as Markdown: &" + name + ";");
    }
    return written;
  }

  private void start(StartElementTree element) {
    switch (element.getName().toString()) {
      case "p", "ul" -> text.append("\n\n");
      case "pre" -> preformatted = true;
      case "li" -> text.append("\n- ");
      case "code" -> {
        text.append('`');
        inCode = true;
      }
      case "a" -> {
        target = href(element);
        text.append('[');
      }
      default -> throw new IllegalArgumentException("Cannot write as Markdown: " + element);
    }
  }

  private void end(String element) {
    switch (element) {
      case "pre" -> preformatted = false;
      case "ul" -> text.append("\n\n");
      case "code" -> {
        text.append('`');
        inCode = false;
      }
      case "a" -> text.append("](").append(target).append(')');
      default -> {}
    }
  }

  private static String href(StartElementTree element) {
    for (DocTree attribute : element.getAttributes()) {
      if (attribute instanceof AttributeTree each && each.getName().contentEquals("href")) {
        return String.valueOf(each.getValue()).replaceAll("[\\[\\]\\s]|, ", "");
      }
    }
    throw new IllegalArgumentException("A link without href: " + element);
  }
}
