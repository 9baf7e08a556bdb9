package vn.chitieu.warehouse;

/** The warehouse failed us, or we failed it: never a unit's fault. The run ends with exit 30. */
public final class WarehouseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WarehouseException(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }

  WarehouseException(String what) {
    super(what);
  }
}
