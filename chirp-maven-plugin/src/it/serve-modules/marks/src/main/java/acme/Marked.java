package acme;

/** The processor writes a class with this text: {@code OrdersMark} for {@code Orders}. */
public @interface Marked {
  String value();
}
