package dev.bulkgpt.workflow;

import dev.bulkgpt.model.Label;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ReasoningEffort;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The closed set of setting types, found by the type of a record component.
final class SettingTypes {

  private SettingTypes() {}

  static SettingType<?> of(RecordComponent component) {
    Type type = required(component.getGenericType());
    if (type == OptionalDouble.class) {
      return new NumberType(range(component));
    }
    if (type == OptionalInt.class) {
      return new IntegerType(range(component));
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return ofItems(list.getActualTypeArguments()[0], component);
    }
    return ofPlain(type, component);
  }

  private static SettingType<?> ofItems(Type item, RecordComponent component) {
    if (item == Template.class) {
      return new TemplatesType();
    }
    if (item == Label.class) {
      return new LabelsType();
    }
    if (item == OutputField.class) {
      return new OutputFieldsType();
    }
    if (item == NewColumn.class) {
      return new NewColumnsType();
    }
    throw new IllegalArgumentException("no setting type for " + component);
  }

  private static SettingType<?> ofPlain(Type type, RecordComponent component) {
    if (type == Template.class) {
      return new TemplateType();
    }
    if (type == Condition.class) {
      return new ConditionType();
    }
    if (type == ModelId.class) {
      return new ModelType();
    }
    if (type == ReasoningEffort.class) {
      return new ReasoningEffortType();
    }
    if (type == CacheScope.class) {
      return new CacheType();
    }
    if (type == AnswerSchema.class) {
      return new AnswerSchemaType();
    }
    throw new IllegalArgumentException("no setting type for " + component);
  }

  private static Type required(Type type) {
    return type instanceof ParameterizedType optional && optional.getRawType() == Optional.class
        ? optional.getActualTypeArguments()[0]
        : type;
  }

  private static Range range(RecordComponent component) {
    Range range = component.getAnnotation(Range.class);
    if (range == null) {
      throw new IllegalArgumentException("a number needs @Range: " + component);
    }
    return range;
  }
}
