package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.sandbox.http.AwsError;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables that the project's table files declare. They exist from the start. */
record TableDeclarations(Map<String, Declaration> byTable) {
  private static final ObjectMapper JSON = new ObjectMapper();

  TableDeclarations {
    byTable = Map.copyOf(byTable);
  }

  /**
   * The declaration of one table.
   *
   * @param file the file's name in messages
   * @param request a {@code CreateTable} request that DynamoDB would accept
   */
  record Declaration(String file, DynamoDbRequest request) {
    KeySchema schema() {
      return KeySchema.of(request.fields());
    }

    /**
     * The error for an unsupported feature, if the file uses one. Only requests to this table get
     * it.
     */
    Optional<AwsError> unsupportedFeature() {
      return TableOperations.unsupportedFeature(request)
          .map(
              what ->
                  AwsError.unsupported(
                      "dynamodb:CreateTable with %s, which table file '%s' uses"
                          .formatted(what, file)));
    }
  }

  /**
   * Parses table files.
   *
   * @param files each file's content, by its name in messages
   * @throws ChirpException when DynamoDB would not accept a request, or two files declare one table
   */
  static TableDeclarations read(Map<String, String> files) {
    Map<String, Declaration> byTable = new TreeMap<>();
    new TreeMap<>(files)
        .forEach(
            (file, content) -> {
              Declaration declaration = new Declaration(file, request(file, content));
              String table = declaration.request().table();
              Optional.ofNullable(byTable.put(table, declaration))
                  .ifPresent(
                      other -> {
                        throw ChirpException.project(
                            "Table files '%s' and '%s' both declare table '%s'."
                                .formatted(other.file(), file, table));
                      });
            });
    return new TableDeclarations(byTable);
  }

  private static DynamoDbRequest request(String file, String content) {
    try {
      JsonNode read = JSON.readTree(content);
      DynamoDbRequest request = new DynamoDbRequest("CreateTable", read);
      TableOperations.check(request);
      return request;
    } catch (JsonProcessingException e) {
      throw ChirpException.project(
              "Table file '%s' is not valid JSON: line %d, column %d."
                  .formatted(file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()))
          .withSuggestion("jq . '%s'".formatted(file));
    } catch (AwsError e) {
      throw ChirpException.project(
              "Table file '%s' is not a valid CreateTable request: %s".formatted(file, e.message()))
          .withSuggestion("aws dynamodb create-table --generate-cli-skeleton");
    }
  }

  Collection<Declaration> all() {
    return new TreeMap<>(byTable).values();
  }

  Optional<Declaration> of(String table) {
    return Optional.ofNullable(byTable.get(table));
  }

  /**
   * Checks the declaration of a table that a request uses.
   *
   * @throws AwsError when its file uses an unsupported feature
   */
  void requireSupported(String table) {
    of(table)
        .flatMap(Declaration::unsupportedFeature)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }
}
