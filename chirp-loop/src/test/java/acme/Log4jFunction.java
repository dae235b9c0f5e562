package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.log4j.Logger;
import org.apache.logging.log4j.LogManager;

/** Functions that log by log4j. */
public final class Log4jFunction {
  private Log4jFunction() {}

  /** By log4j 1.x. */
  public static final class One implements RequestStreamHandler {
    private static final Logger LOG = Logger.getLogger(One.class);

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
      LOG.info("logged");
    }
  }

  /** By log4j2. */
  public static final class Two implements RequestStreamHandler {
    private static final org.apache.logging.log4j.Logger LOG = LogManager.getLogger(Two.class);

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
      LOG.info("logged");
    }
  }
}
