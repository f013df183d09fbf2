plugins {
    id("com.android.application") version "8.13.0"
    id("org.jetbrains.kotlin.android") version "2.2.20"
}

android {
    namespace = "com.example.feedback"
    compileSdk = 36
    defaultConfig {
        applicationId = "com.example.feedback"
        minSdk = 28 // SQLiteDatabase.OpenParams: the outbox says how its commits reach the disk
        targetSdk = 36
        versionCode = 1
        versionName = "1.0"
        buildConfigField("String", "COLLECTOR", "\"https://feedback.example.com/v1/submissions\"")
    }
    buildFeatures { buildConfig = true }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
}

kotlin { jvmToolchain(17) }

dependencies {
    implementation("androidx.activity:activity-ktx:1.11.0")
    implementation("androidx.core:core-ktx:1.17.0")
    implementation("androidx.webkit:webkit:1.14.0")
}
