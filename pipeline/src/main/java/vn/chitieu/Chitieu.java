package vn.chitieu;

import vn.chitieu.cli.Verbs;

/** The program's door: one verb, one exit code. */
public final class Chitieu {
  private Chitieu() {}

  public static void main(String[] args) {
    System.exit(Verbs.run(args));
  }
}
