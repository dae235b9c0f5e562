package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.util.ArrayList;
import java.util.List;

/** The errors, warnings and information that an import finds in a document. */
final class ImportFindings {
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> information = new ArrayList<>();

  void error(String text) {
    errors.add(text);
  }

  void warn(String text) {
    warnings.add(text);
  }

  void inform(String text) {
    information.add(text);
  }

  /** Does a part of the import. A bad request becomes an error of the document. */
  void attempt(String part, Runnable work) {
    try {
      work.run();
    } catch (AwsError refusal) {
      if (refusal.status() != 400 && refusal.status() != 404 && refusal.status() != 409) {
        throw refusal;
      }
      error("Unable to import %s: %s".formatted(part, refusal.message()));
    }
  }

  /** Refuses a document with errors, and on request one with warnings. */
  void check(boolean failOnWarnings) {
    if (!errors.isEmpty()) {
      throw ApiGatewayErrors.badRequest(
          list("Errors found during import:", errors)
              + (warnings.isEmpty()
                  ? ""
                  : "\n" + list("Additionally, warnings found during import:", warnings)));
    }
    if (failOnWarnings && !warnings.isEmpty()) {
      throw ApiGatewayErrors.badRequest(list("Warnings found during import:", warnings));
    }
  }

  private static String list(String title, List<String> texts) {
    return title + "\n\t" + String.join("\n\t", texts);
  }

  /** Adds the warnings and the information to a response. */
  void addTo(ObjectNode response) {
    if (!information.isEmpty()) {
      information.forEach(response.putArray("importInfo")::add);
    }
    if (!warnings.isEmpty()) {
      warnings.forEach(response.putArray("warnings")::add);
    }
  }
}
