namespace Chancery.Pki;

/// <summary>One lint rule.</summary>
/// <param name="Id">Its name, stable.</param>
/// <param name="Source">The section of the standard it holds.</param>
public sealed record LintRule(string Id, string Source);
