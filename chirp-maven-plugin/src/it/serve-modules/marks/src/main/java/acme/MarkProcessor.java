package acme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

@SupportedAnnotationTypes("acme.Marked")
public final class MarkProcessor extends AbstractProcessor {
  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element each : round.getElementsAnnotatedWith(Marked.class)) {
      String name = each.getSimpleName() + "Mark";
      String text = each.getAnnotation(Marked.class).value();
      try (Writer source = processingEnv.getFiler().createSourceFile("acme." + name).openWriter()) {
        source.write("package acme; class " + name + " { static String text() { return \"" + text + "\"; } }");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return true;
  }
}
