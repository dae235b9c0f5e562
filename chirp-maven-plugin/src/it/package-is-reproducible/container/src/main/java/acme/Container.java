package acme;

public final class Container {
  private Container() {}
}
