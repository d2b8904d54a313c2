namespace Chancery.System.Tests;

internal static class Placeholder;
