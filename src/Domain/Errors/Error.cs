namespace Chancery.Domain;

/// <summary>An expected failure, as a value. The code is a key of <see cref="ErrorCatalogue"/>, which holds what people read.</summary>
/// <param name="Code">A code of the catalogue, lowerCamelCase, stable for ever.</param>
/// <param name="Target">The field, file or object the error is about, in the caller's own words; never a secret.</param>
/// <param name="Detail">A fact that helps, in English, safe to show to the caller; never a secret.</param>
public sealed record Error(string Code, string? Target = null, string? Detail = null);
