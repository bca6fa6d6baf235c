package tools.peak.lake.query;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/** Makes records of rows: which component takes which column is found once. */
final class RecordOfRow<R extends Record> {
  private final Constructor<R> constructor;
  private final RecordComponent[] components;
  private final int[] places;
  private final RowNames names;

  private RecordOfRow(
      Constructor<R> constructor, RecordComponent[] components, int[] places, RowNames names) {
    this.constructor = constructor;
    this.components = components;
    this.places = places;
    this.names = names;
  }

  static <R extends Record> RecordOfRow<R> of(Class<R> type, RowNames names) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw invalid(type.getName() + " is no record");
    }
    int[] places = new int[components.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(type, components[i].getName(), names);
    }
    try {
      Constructor<R> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new RecordOfRow<>(constructor, components, places, names);
    } catch (NoSuchMethodException | InaccessibleObjectException e) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          type.getName() + " can't be made from here: open its package to tools.peak.lake",
          e);
    }
  }

  private static int place(Class<?> type, String component, RowNames names) {
    String column = component.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    for (String name : new String[] {component, column}) {
      Integer place = names.find(name);
      if (place != null) {
        return place;
      }
    }
    return names
        .findByKey(component)
        .or(() -> names.findByKey(column))
        .orElseThrow(
            () ->
                names.unknown(
                    "the answer has no column for %s.%s".formatted(type.getSimpleName(), component),
                    column));
  }

  R of(Row row) {
    @Nullable Object[] values = new Object[places.length];
    for (int i = 0; i < places.length; i++) {
      String column = names.columns().get(places[i]).name();
      Type generic = components[i].getGenericType();
      values[i] = value(row, column, components[i].getType(), generic);
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused; // what its constructor checks
      }
      throw failed(e);
    } catch (ReflectiveOperationException e) {
      throw failed(e);
    }
  }

  private LakeException failed(ReflectiveOperationException cause) {
    return new LakeException(
        Code.INVALID_REQUEST, constructor.getDeclaringClass().getName() + ": " + cause, cause);
  }

  private @Nullable Object value(Row row, String column, Class<?> type, Type generic) {
    if (type == Optional.class) {
      Class<?> held =
          generic instanceof ParameterizedType given
                  && given.getActualTypeArguments()[0] instanceof Class<?> argument
              ? argument
              : Object.class;
      return Optional.ofNullable(value(row, column, held, held));
    }
    if (!type.isPrimitive() && row.isNull(column)) {
      return null;
    }
    if (type == double.class || type == Double.class) {
      return row.getDouble(column);
    } else if (type == long.class || type == Long.class) {
      return row.getLong(column);
    } else if (type == int.class || type == Integer.class) {
      return row.getInt(column);
    } else if (type == boolean.class || type == Boolean.class) {
      return row.getBoolean(column);
    } else if (type == String.class) {
      return row.getString(column);
    } else if (type == BigDecimal.class) {
      return row.getBigDecimal(column);
    } else if (type == BigInteger.class) {
      return whole(column, Objects.requireNonNull(row.getBigDecimal(column)));
    } else if (type.isEnum()) {
      return constant(column, type, row.getString(column));
    }
    Object value = row.get(column);
    if (!type.isInstance(value)) {
      throw invalid(
          "%s.%s: '%s' is no %s in this row"
              .formatted(
                  constructor.getDeclaringClass().getSimpleName(),
                  column,
                  value,
                  type.getSimpleName()));
    }
    return value;
  }

  private static BigInteger whole(String column, BigDecimal exact) {
    try {
      return exact.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw invalid("'" + column + "' is no whole number in this row, but " + exact);
    }
  }

  private static Object constant(String column, Class<?> type, @Nullable String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                invalid("'%s' is '%s' in this row, no %s".formatted(column, text, type.getName())));
  }

  private static LakeException invalid(String message) {
    return new LakeException(Code.INVALID_REQUEST, message);
  }
}
