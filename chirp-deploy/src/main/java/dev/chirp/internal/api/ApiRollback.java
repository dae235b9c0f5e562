package dev.chirp.internal.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigatewayv2.model.Deployment;
import software.amazon.awssdk.services.apigatewayv2.model.Stage;

/**
 * The way back of the project's HTTP API to the deployment that clients saw before.
 *
 * @param functionPrefix which of the project's deploys it belongs to
 */
public record ApiRollback(Aws aws, Ownership owner, String functionPrefix, Progress progress) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The move of a stage to an earlier deployment. */
  public static final class Move {
    private final ApiState state;
    private final Stage stage;
    private final StageNote note;
    private final Deployment to;

    private Move(ApiState state, Stage stage, StageNote note, Deployment to) {
      this.state = state;
      this.stage = stage;
      this.note = note;
      this.to = to;
    }

    /** Returns a line for the plan. */
    public String line() {
      return "API '%s'  deployment %s -> %s"
          .formatted(state.api().name(), stage.deploymentId(), to.deploymentId());
    }

    /** Returns the id of the release that it undoes; empty if that moved no aliases. */
    public String release() {
      return note.release().orElse("");
    }
  }

  /**
   * Finds the way back. Empty if there is no API, or if its last change has no way back.
   *
   * @throws ChirpException if the deployment before was deleted
   */
  public Optional<Move> find() {
    ApiReader reader = new ApiReader(aws);
    return reader.find(owner, functionPrefix).map(reader::state).flatMap(ApiRollback::move);
  }

  private static Optional<Move> move(ApiState state) {
    Optional<Stage> stage = state.stage(ApiSpec.STAGE);
    Optional<StageNote> note = stage.flatMap(StageNote::of);
    return note.flatMap(StageNote::before)
        .map(
            before ->
                new Move(
                    state, stage.orElseThrow(), note.orElseThrow(), deployment(state, before)));
  }

  private static Deployment deployment(ApiState state, String id) {
    return state.deployments().stream()
        .filter(each -> each.deploymentId().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                ChirpException.project(
                        "Deployment %s of API '%s', which clients saw before, no longer exists. Nothing was changed."
                            .formatted(id, state.api().name()))
                    .withSuggestion("mvn chirp:deploy of the code before, from version control"));
  }

  /**
   * Gives the functions of the earlier routes their permissions again. Call it before aliases move.
   */
  public void prepare(Move move, StartGate gate) {
    allow(move, new ApiWriter(aws, gate, move.state));
  }

  /**
   * Makes the move with one call.
   *
   * @param release the id of the rollback
   */
  public void apply(Move move, StartGate gate, String release) {
    ApiWriter writer = new ApiWriter(aws, gate, move.state);
    String note =
        new StageNote(Optional.of(move.stage.deploymentId()), Optional.of(release)).toString();
    writer.change(
        "PATCH",
        "/stages/" + ApiSpec.STAGE,
        () ->
            writer
                .client()
                .updateStage(
                    r ->
                        r.apiId(move.state.id())
                            .stageName(ApiSpec.STAGE)
                            .description(note)
                            .deploymentId(move.to.deploymentId())));
    progress.say(move.line());
  }

  /** Reads the definition of a deployment, which only a stage that shows it has. */
  private void allow(Move move, ApiWriter writer) {
    String id = move.state.id();
    CandidateStage candidate = new CandidateStage(move.state, writer, progress);
    candidate.show(move.to.deploymentId());
    try {
      String definition =
          aws.call(
                  "apigateway:GET",
                  "/apis/%s/exports/OAS30".formatted(id),
                  () ->
                      writer
                          .client()
                          .exportApi(
                              r ->
                                  r.apiId(id)
                                      .specification("OAS30")
                                      .outputType("JSON")
                                      .includeExtensions(true)
                                      .stageName(CandidateStage.NAME)))
              .body()
              .asUtf8String();
      InvokePermission permission = new InvokePermission(aws, id);
      permission.addTo(permission.missingOn(functions(definition)));
    } finally {
      candidate.delete();
    }
  }

  private static List<String> functions(String definition) {
    try {
      JsonNode all = JSON.readTree(definition);
      return Stream.of("uri", "authorizerUri")
          .flatMap(member -> all.findValuesAsText(member).stream())
          .map(FunctionArns::inUri)
          .flatMap(Optional::stream)
          .distinct()
          .toList();
    } catch (JsonProcessingException e) {
      throw ChirpException.execution("API Gateway's export of the API is not valid JSON.", e);
    }
  }
}
