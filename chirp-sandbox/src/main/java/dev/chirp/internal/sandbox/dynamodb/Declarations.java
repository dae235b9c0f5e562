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

/** The tables that the project's files declare: they are there from the beginning. */
record Declarations(Map<String, Declaration> byTable) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Declarations {
    byTable = Map.copyOf(byTable);
  }

  /**
   * One of them.
   *
   * @param file what a message calls it
   * @param request a {@code CreateTable} request that DynamoDB would take
   */
  record Declaration(String file, DynamoDbRequest request) {
    KeySchema schema() {
      return KeySchema.of(request.fields());
    }

    /** What the sandbox does not do of it. It stops nobody but who uses the table. */
    Optional<AwsError> undone() {
      return TableOperations.undone(request)
          .map(
              what ->
                  AwsError.notDone(
                      "dynamodb:CreateTable with %s, which table file '%s' asks for"
                          .formatted(what, file)));
    }
  }

  /**
   * Reads them.
   *
   * @param files each file's content by what a message calls it
   * @throws ChirpException when one is no request that DynamoDB would take, or two are of one table
   */
  static Declarations read(Map<String, String> files) {
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
    return new Declarations(byTable);
  }

  private static DynamoDbRequest request(String file, String content) {
    try {
      JsonNode read = JSON.readTree(content);
      DynamoDbRequest request = new DynamoDbRequest("CreateTable", read);
      TableOperations.check(request);
      return request;
    } catch (JsonProcessingException e) {
      throw ChirpException.project(
              "Table file '%s' is no JSON: line %d, column %d."
                  .formatted(file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()))
          .withSuggestion("jq . '%s'".formatted(file));
    } catch (AwsError e) {
      throw ChirpException.project(
              "Table file '%s' is no CreateTable request: %s".formatted(file, e.message()))
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
   * Of a table that is used.
   *
   * @throws AwsError when its file asks for what the sandbox does not do
   */
  void requireDone(String table) {
    of(table)
        .flatMap(Declaration::undone)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }
}
