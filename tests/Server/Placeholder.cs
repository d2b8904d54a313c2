namespace Chancery.Server.Tests;

internal static class Placeholder;
