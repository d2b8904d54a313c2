namespace Chancery.Storage.Tests;

internal static class Placeholder;
