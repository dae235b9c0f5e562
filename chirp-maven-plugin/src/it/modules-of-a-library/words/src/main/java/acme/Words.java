package acme;

/** Code that both functions use. */
public final class Words {
  private Words() {}

  public static String of(int count, String item) {
    return count + " x " + item;
  }
}
