package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import java.util.List;

/** Joda's time of an S3 event. */
public class StoredPictures implements RequestHandler<S3Event, List<String>> {
  @Override
  public List<String> handleRequest(S3Event event, Context context) {
    return event.getRecords().stream()
        .map(record -> record.getS3().getObject().getUrlDecodedKey() + " " + record.getEventTime().getYear())
        .toList();
  }
}
