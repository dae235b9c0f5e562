package dev.chirp.internal.process;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/**
 * The main class of a fork with the class loaders of {@link ClassPaths}. It is the only class of
 * Chirp that a function can see. A copy of its class file is on the system class path, so it must
 * not use any other class of Chirp.
 *
 * <p>The class loaders correspond to those of AWS's runtime interface client. The function has its
 * own, below the system class loader with the libraries of Lambda's runtime. Chirp has another one
 * beside it, so that neither sees the other's libraries.
 *
 * @see <a
 *     href="https://github.com/aws/aws-lambda-java-libs/tree/main/aws-lambda-java-runtime-interface-client">The
 *     client's CustomerClassLoader</a>
 */
public final class ForkMain {
  private ForkMain() {}

  /**
   * Starts Chirp's main class. The arguments are the function's class path, Chirp's class path, the
   * main class, and its arguments.
   */
  public static void main(String[] args)
      throws ReflectiveOperationException, MalformedURLException {
    ClassLoader function = loader(args[0]);
    Thread.currentThread().setContextClassLoader(function);
    Class.forName(args[2], true, loader(args[1]))
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 3, args.length));
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
