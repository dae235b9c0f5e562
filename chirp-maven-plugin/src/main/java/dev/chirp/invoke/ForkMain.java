package dev.chirp.invoke;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/**
 * The fork's main class, the only one of Chirp's that a function can see: each run gets a copy of
 * this class file for its system class path, so it must need no other class of Chirp's.
 *
 * <p>The class loaders are those of AWS's runtime interface client. The function has one of its
 * own, below the system class loader with what Lambda's runtime brings. Chirp has another beside
 * it, so that neither sees the other's libraries.
 *
 * @see <a
 *     href="https://github.com/aws/aws-lambda-java-libs/tree/main/aws-lambda-java-runtime-interface-client">Its
 *     CustomerClassLoader</a>
 */
public final class ForkMain {
  private static final String RUNS_THE_FUNCTION = "dev.chirp.invoke.FunctionMain";

  private ForkMain() {}

  /** Takes the function's class path, Chirp's, and then what {@link FunctionMain} takes. */
  public static void main(String[] args)
      throws ReflectiveOperationException, MalformedURLException {
    ClassLoader function = loader(args[0]);
    Thread.currentThread().setContextClassLoader(function);
    Class.forName(RUNS_THE_FUNCTION, true, loader(args[1]))
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
  }

  private static ClassLoader loader(String classPath) throws MalformedURLException {
    String[] each = classPath.split(" ", -1);
    URL[] urls = new URL[each.length];
    for (int i = 0; i < each.length; i++) {
      urls[i] = URI.create(each[i]).toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getSystemClassLoader());
  }
}
