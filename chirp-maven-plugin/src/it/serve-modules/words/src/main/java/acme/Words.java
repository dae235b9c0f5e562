package acme;

public final class Words {
  public static final String UNIT = "cups";

  private Words() {}
}
