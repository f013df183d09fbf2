package com.example.feedback;

import android.os.Bundle;
import com.getcapacitor.BridgeActivity;

public class MainActivity extends BridgeActivity {

    @Override
    public void onCreate(Bundle savedInstanceState) {
        registerPlugin(EarshotPlugin.class); // before super.onCreate(), which loads the page
        super.onCreate(savedInstanceState);
    }
}
