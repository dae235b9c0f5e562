package acme;

/** The least that a program can do. */
public final class Empty {
  private Empty() {}

  public static void main(String[] args) {}
}
