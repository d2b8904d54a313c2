namespace Chancery.Architecture.Tests;

internal static class Placeholder;
