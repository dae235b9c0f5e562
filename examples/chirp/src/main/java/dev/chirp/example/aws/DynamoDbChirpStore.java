package dev.chirp.example.aws;

import dev.chirp.example.service.Chirp;
import dev.chirp.example.service.ChirpId;
import dev.chirp.example.service.ChirpStore;
import dev.chirp.example.service.ImageLocation;
import dev.chirp.example.service.StoreUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Chirps in a DynamoDB table with partition key {@code userId} and sort key {@code timestamp}, both
 * text.
 *
 * <p>The API has no users yet: all chirps belong to the user {@code everyone}, so that one query
 * finds the newest ones. A partition allows 1000 writes and 3000 reads of 4 KB a second. An API
 * that needs more gives each user an id, and keeps the newest chirps of all users in an index. The
 * sort key is the chirp's id, which begins with its time. So an id leads to the item, and no table
 * scan is ever needed. The claim of a client's token is an item in its own partition, {@code
 * token#…}, with the time {@code expires}, after which DynamoDB may delete it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html">the
 *     bounds of a partition</a>
 */
public final class DynamoDbChirpStore implements ChirpStore {

  private static final String USER_ID = "userId";
  private static final String TIMESTAMP = "timestamp";
  private static final String TEXT = "chirpText";
  private static final String IMAGE = "imageLocation";
  private static final String CHIRP_ID = "chirpId";
  private static final String DIGEST = "digest";
  private static final String EXPIRES = "expires";

  private static final AttributeValue EVERYONE = AttributeValue.fromS("everyone");

  /** HTTP statuses of a temporary failure. */
  private static final Set<Integer> PASSING = Set.of(500, 502, 503, 504);

  private static final Duration CLAIMED = Duration.ofDays(1);

  private final DynamoDbClient client;
  private final String table;
  private final Clock clock;
  private final Duration queries;

  /**
   * A store for this table. If a page takes several queries, the last one starts within that time.
   */
  public DynamoDbChirpStore(DynamoDbClient client, String table, Clock clock, Duration queries) {
    this.client = client;
    this.table = table;
    this.clock = clock;
    this.queries = queries;
  }

  @Override
  public boolean add(Chirp chirp) {
    Map<String, AttributeValue> item = new HashMap<>(key(chirp.id()));
    item.put(TEXT, AttributeValue.fromS(chirp.text()));
    chirp.image().ifPresent(image -> item.put(IMAGE, AttributeValue.fromS(image.key())));
    // The same item already exists: the response to an earlier try was lost.
    return putIfAbsent(item).map(item::equals).orElse(true);
  }

  @Override
  public Optional<Chirp> find(ChirpId id) {
    return Optional.of(
            asked(
                () ->
                    client
                        .getItem(r -> r.tableName(table).key(key(id)).consistentRead(true))
                        .item()))
        .filter(item -> !item.isEmpty())
        .map(DynamoDbChirpStore::chirp);
  }

  @Override
  public Page newest(int limit, Optional<ChirpId> before) {
    List<Chirp> chirps = new ArrayList<>();
    QueryRequest.Builder query = query(before);
    Instant end = clock.instant().plus(queries);
    Map<String, AttributeValue> next;
    do {
      if (clock.instant().isAfter(end)) {
        throw new StoreUnavailableException(new TimeoutException("more queries than time"));
      }
      // One more than requested shows whether there are more.
      int missing = limit + 1 - chirps.size();
      QueryResponse answer = asked(() -> client.query(query.limit(missing).build()));
      answer.items().stream().map(DynamoDbChirpStore::chirp).forEach(chirps::add);
      next = answer.lastEvaluatedKey();
      query.exclusiveStartKey(next);
    } while (!next.isEmpty() && chirps.size() <= limit);
    boolean more = chirps.size() > limit;
    return new Page(more ? chirps.subList(0, limit) : chirps, more);
  }

  @Override
  public Claim claim(String clientToken, Claim claim) {
    long expires = clock.instant().plus(CLAIMED).getEpochSecond();
    return putIfAbsent(
            Map.of(
                USER_ID, AttributeValue.fromS("token#" + clientToken),
                TIMESTAMP, AttributeValue.fromS("claim"),
                CHIRP_ID, AttributeValue.fromS(claim.id().text()),
                DIGEST, AttributeValue.fromS(claim.digest()),
                EXPIRES, AttributeValue.fromN(Long.toString(expires))))
        .map(item -> new Claim(new ChirpId(text(item, CHIRP_ID)), text(item, DIGEST)))
        .orElse(claim);
  }

  /** The existing item, in which case nothing is written. */
  private Optional<Map<String, AttributeValue>> putIfAbsent(Map<String, AttributeValue> item) {
    return asked(
        () -> {
          try {
            client.putItem(
                r ->
                    r.tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(#userId)")
                        .expressionAttributeNames(Map.of("#userId", USER_ID))
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return Optional.empty();
          } catch (ConditionalCheckFailedException e) {
            return Optional.of(e.item());
          }
        });
  }

  private QueryRequest.Builder query(Optional<ChirpId> before) {
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":everyone", EVERYONE));
    before.ifPresent(id -> values.put(":before", AttributeValue.fromS(id.text())));
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression("userId = :everyone")
            .expressionAttributeValues(values)
            .scanIndexForward(false)
            .consistentRead(true);
    return before.isEmpty()
        ? query
        : query
            .keyConditionExpression("userId = :everyone AND #timestamp < :before")
            .expressionAttributeNames(Map.of("#timestamp", TIMESTAMP));
  }

  /** Turns failures that may be retried into a 503. All others stay as they are. */
  private static <T> T asked(Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      boolean passes = e.isThrottlingException() || PASSING.contains(e.statusCode());
      throw passes ? new StoreUnavailableException(e) : e;
    } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
      throw new StoreUnavailableException(e);
    } catch (SdkClientException e) {
      throw e.getCause() instanceof IOException ? new StoreUnavailableException(e) : e;
    }
  }

  private static Map<String, AttributeValue> key(ChirpId id) {
    return Map.of(USER_ID, EVERYONE, TIMESTAMP, AttributeValue.fromS(id.text()));
  }

  private static Chirp chirp(Map<String, AttributeValue> item) {
    return new Chirp(
        new ChirpId(text(item, TIMESTAMP)),
        text(item, TEXT),
        Optional.ofNullable(item.get(IMAGE)).map(AttributeValue::s).map(ImageLocation::new));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return item.getOrDefault(name, AttributeValue.fromS("")).s();
  }
}
