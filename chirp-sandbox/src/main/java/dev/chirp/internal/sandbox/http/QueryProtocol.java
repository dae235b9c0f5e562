package dev.chirp.internal.sandbox.http;

/**
 * The AWS query protocol of IAM and STS: requests are forms, responses are XML.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
 */
public record QueryProtocol(String namespace) {

  /**
   * A success response.
   *
   * @param result escaped XML, or empty
   */
  public Response answer(String action, String result, Call call) {
    return Response.xml(
        200,
        "<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult>%4$s</%1$sResponse>"
            .formatted(action, namespace, result, metadata(call)));
  }

  public Response refused(AwsError refusal, Call call) {
    return Response.xml(
        refusal.status(),
        "<ErrorResponse xmlns=\"%s\"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>"
            .formatted(namespace, refusal.code(), escaped(refusal.message()), call.requestId()));
  }

  private static String metadata(Call call) {
    return "<ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>"
        .formatted(call.requestId());
  }

  /** Escapes text for XML. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
