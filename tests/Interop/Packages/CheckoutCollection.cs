namespace Chancery.Interop.Tests;

/// <summary>The tests that build, one after the other and apart from the rest: two builds in one checkout write the same files.</summary>
[CollectionDefinition(nameof(Checkout), DisableParallelization = true)]
public sealed class CheckoutCollection;
