namespace Chancery.Mail.Tests;

internal static class Placeholder;
